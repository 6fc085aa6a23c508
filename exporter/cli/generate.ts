// `npm run generate [-- --config FILE]`: everything that follows from definitions, policy and configuration.
import '../metrics/generate.ts';
import '../../alerts/generate.ts';
import '../../dashboards/generate.ts';
