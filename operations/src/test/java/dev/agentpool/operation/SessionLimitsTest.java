package dev.agentpool.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.engine.Refused;
import dev.agentpool.request.SessionsFilter;
import dev.agentpool.request.SpawnRequest;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The control plane's own codes for numbers out of bounds, at the bounds that the schemas tell. */
class SessionLimitsTest {
  private static JsonNode member(Class<? extends Record> request, String name) {
    return Schemas.request(request).path("properties").path(name);
  }

  private static void refused(String code, String what, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(Refused.class, no -> assertThat(no.code()).isEqualTo(code))
        .hasMessageContaining("'" + what + "'");
  }

  @Test
  void aSessionsLimitsHaveACodeOfTheirOwn() {
    for (String what : new String[] {"max_runtime_seconds", "max_turns"}) {
      JsonNode bounds = member(SpawnRequest.class, what);
      int most = bounds.get("maximum").asInt();
      assertThat(bounds.get("minimum").asInt()).isEqualTo(1);
      assertThat(most)
          .isEqualTo(
              what.equals("max_turns") ? SessionLimits.MOST_TURNS : SessionLimits.MOST_SECONDS);
      SessionLimits.limit(what, Optional.of(1), most);
      SessionLimits.limit(what, Optional.of(most), most);
      refused("invalid_limit", what, () -> SessionLimits.limit(what, Optional.of(0), most));
      refused("invalid_limit", what, () -> SessionLimits.limit(what, Optional.of(most + 1), most));
    }
  }

  @Test
  void aPagesLimitsHaveAnother() {
    JsonNode limit = member(SessionsFilter.class, "limit");
    assertThat(limit.get("minimum").asInt()).isEqualTo(1);
    assertThat(limit.get("maximum").asInt()).isEqualTo(SessionLimits.MOST_AT_ONCE);
    SessionLimits.page("limit", 500, 1, SessionLimits.MOST_AT_ONCE);
    refused(
        "invalid_session_page",
        "limit",
        () -> SessionLimits.page("limit", 501, 1, SessionLimits.MOST_AT_ONCE));
    refused(
        "invalid_session_page",
        "offset",
        () -> SessionLimits.page("offset", -1, 0, Integer.MAX_VALUE));
  }
}
