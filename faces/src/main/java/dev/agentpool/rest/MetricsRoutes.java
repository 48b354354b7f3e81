package dev.agentpool.rest;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.metrics.PoolMeters;
import dev.agentpool.pool.PoolId;
import java.util.List;

/** Figures for Prometheus. */
final class MetricsRoutes implements RouteGroup {
  private final PoolMeters meters;

  MetricsRoutes(Api api) {
    this.meters = api.outside().meters();
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.text(
            "/metrics", "Figures in the text format of Prometheus", "text/plain", this::scrape));
  }

  private void scrape(Call call) {
    PoolId only = call.standingPool().map(PoolConfig::id).orElse(null);
    call.http().contentType(PoolMeters.MEDIA).result(meters.scrape(only));
  }
}
