package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How well the router decided cases whose right route is known.
 *
 * @param cost of deciding
 */
public record RouteTest(
    @JsonPropertyDescription(
            "label, prompt, expected, got, route, pass, error, elapsed_ms, sub_count")
        List<Map<String, Object>> results,
    int total,
    int correct,
    int wrong,
    @JsonPropertyDescription("not decided at all") int errors,
    Duration totalElapsed,
    @JsonPropertyDescription("correct ones among the decided, in per cent") double accuracy,
    @JsonPropertyDescription("for people") String failures,
    @JsonUnwrapped(prefix = "cost_") Cost cost) {
  /** Keeps a copy of the list. */
  public RouteTest {
    results = List.copyOf(results);
  }
}
