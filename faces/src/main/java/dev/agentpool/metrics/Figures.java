package dev.agentpool.metrics;

import dev.agentpool.pool.PoolId;
import dev.agentpool.task.TokenUsage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The meters and their names. Thread-safe. */
final class Figures {
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(100),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(15),
    Duration.ofMinutes(1),
    Duration.ofMinutes(5),
    Duration.ofMinutes(15),
    Duration.ofHours(1)
  };
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<String, MultiGauge> gauges = new ConcurrentHashMap<>();

  /** Replaces all values of a gauge: those of pools and states that are no more go. */
  void gauge(String name, String meaning, List<MultiGauge.Row<?>> rows) {
    gauges
        .computeIfAbsent(
            name, _ -> MultiGauge.builder(name).description(meaning).register(registry))
        .register(rows, true);
  }

  void attempt(PoolId pool, String outcome, Duration took) {
    Tags tags = Tags.of("pool", pool.value(), "outcome", outcome);
    Counter.builder("agentpool.attempts")
        .description("Attempts that ended, by their outcome")
        .tags(tags)
        .register(registry)
        .increment();
    timer("agentpool.attempt.duration", "From the claim of a task to its settlement", tags)
        .record(took);
  }

  void waited(PoolId pool, Duration waited) {
    timer(
            "agentpool.queue.wait",
            "From ready to run to claimed by a slot",
            Tags.of("pool", pool.value()))
        .record(waited);
  }

  private Timer timer(String name, String meaning, Tags tags) {
    return Timer.builder(name)
        .description(meaning)
        .tags(tags)
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  void tokens(PoolId pool, TokenUsage tokens) {
    tokens(pool, "input", tokens.input());
    tokens(pool, "output", tokens.output());
    tokens(pool, "cache_read", tokens.cacheRead());
    tokens(pool, "cache_creation", tokens.cacheCreation());
  }

  private void tokens(PoolId pool, String kind, long count) {
    Counter.builder("agentpool.tokens")
        .description("Tokens that providers counted")
        .tags("pool", pool.value(), "kind", kind)
        .register(registry)
        .increment(count);
  }

  void webhook(PoolId pool, String result) {
    Counter.builder("agentpool.webhook.deliveries")
        .description("Tries to deliver to a webhook")
        .tags("pool", pool.value(), "result", result)
        .register(registry)
        .increment();
  }

  String scrape() {
    return registry.scrape();
  }
}
