package dev.agentpool.route;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the router made of a case.
 *
 * @param route the decision, or null when the router failed
 * @param error why the router failed, or null
 */
public record AccuracyResult(
    AccuracyCase routed, @Nullable Route route, @Nullable String error, Duration elapsed) {

  public boolean isPass() {
    return route != null && routed.allows(route);
  }

  /** Decided, but not as expected. */
  public boolean isWrong() {
    return route != null && !routed.allows(route);
  }

  /** The fields of spec slot-pool 8.7. */
  public Map<String, Object> plain() {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("label", routed.label());
    plain.put("prompt", routed.prompt());
    plain.put("expected", routed.expected());
    plain.put("got", route == null ? "error" : route.kind());
    if (route != null) {
      plain.put("route", RouteJson.plain(route));
    }
    plain.put("pass", isPass());
    if (error != null) {
      plain.put("error", error);
    }
    plain.put("elapsed_ms", elapsed.toMillis());
    plain.put("sub_count", route == null ? 0 : route.size());
    return plain;
  }
}
