package dev.agentpool.route;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** How well a router decided (spec slot-pool 8.7). */
public record Accuracy(List<AccuracyResult> results) {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  public Accuracy {
    results = List.copyOf(results);
  }

  /**
   * Puts the cases to a router, one after another. A failing router is a result, an interrupt is
   * not.
   */
  public static Accuracy run(List<AccuracyCase> cases, Router router, InstantSource clock)
      throws InterruptedException {
    List<AccuracyResult> results = new ArrayList<>();
    for (AccuracyCase routed : cases) {
      results.add(run(routed, router, clock));
    }
    return new Accuracy(results);
  }

  private static AccuracyResult run(AccuracyCase routed, Router router, InstantSource clock)
      throws InterruptedException {
    long start = clock.millis();
    try {
      Route route = router.route(routed.prompt(), routed.hints());
      return new AccuracyResult(routed, route, null, since(start, clock));
    } catch (InterruptedException stop) {
      throw stop;
    } catch (Exception failure) {
      String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
      return new AccuracyResult(routed, null, message, since(start, clock));
    }
  }

  private static Duration since(long start, InstantSource clock) {
    return Duration.ofMillis(Math.max(0, clock.millis() - start));
  }

  public int total() {
    return results.size();
  }

  public int correct() {
    return (int) results.stream().filter(AccuracyResult::isPass).count();
  }

  public int wrong() {
    return (int) results.stream().filter(AccuracyResult::isWrong).count();
  }

  public int errors() {
    return total() - correct() - wrong();
  }

  public Duration elapsed() {
    return results.stream().map(AccuracyResult::elapsed).reduce(Duration.ZERO, Duration::plus);
  }

  /** Correct ones among those decided, in per cent; 0 when none was decided. */
  public double percent() {
    int decided = total() - errors();
    return decided == 0 ? 0 : 100.0 * correct() / decided;
  }

  public Map<String, Object> plain() {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("results", results.stream().map(AccuracyResult::plain).toList());
    plain.put("total", total());
    plain.put("correct", correct());
    plain.put("wrong", wrong());
    plain.put("errors", errors());
    plain.put("total_elapsed_ms", elapsed().toMillis());
    plain.put("accuracy", percent());
    return plain;
  }

  /** {@link #plain} as indented JSON. */
  public String json() {
    return MAPPER.writeValueAsString(plain());
  }

  /** A line a case that failed or was decided wrongly, and a summary line before them. */
  public String failures() {
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%d of %d right (%.1f %%), %d wrong, %d errors",
                correct(),
                total() - errors(),
                percent(),
                wrong(),
                errors()));
    for (AccuracyResult result : results) {
      if (!result.isPass()) {
        AccuracyCase routed = result.routed();
        text.append("\n- ")
            .append(routed.label())
            .append(": expected ")
            .append(String.join(" or ", routed.expected()))
            .append(", got ")
            .append(result.route() == null ? "the error " + result.error() : result.route().kind());
      }
    }
    return text.toString();
  }
}
