# The exporter: your configuration where one is mounted at /etc/clockspeed/clockspeed.yaml, else the demo.
FROM node:24.20.0-bookworm AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund

FROM node:24.20.0-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
# A volume that is mounted here begins with this owner.
RUN mkdir data past && chown node:node data past
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json ./
COPY exporter ./exporter
COPY report ./report
COPY alerts/wording.ts ./alerts/wording.ts
COPY alerts/runbooks ./alerts/runbooks
USER node
EXPOSE 9464
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:9464/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["sh", "-c", "if [ -s /etc/clockspeed/clockspeed.yaml ]; then exec node exporter/bin.mjs start --config /etc/clockspeed/clockspeed.yaml; else umask 002; exec node exporter/bin.mjs demo --host 0.0.0.0 $DEMO_OPTIONS; fi"]
