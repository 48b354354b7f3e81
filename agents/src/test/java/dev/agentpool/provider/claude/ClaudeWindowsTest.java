package dev.agentpool.provider.claude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.agentpool.protocol.Json;
import dev.agentpool.session.AgentEvent;
import dev.agentpool.usage.Usage;
import dev.agentpool.usage.UsageStatus;
import dev.agentpool.usage.Window;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Claude's windows, as its CLI tells them: recorded answers and hostile ones. */
class ClaudeWindowsTest {
  private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");

  private static Usage recorded(String name) throws IOException {
    try (var in =
        Objects.requireNonNull(
            ClaudeWindowsTest.class.getResourceAsStream("/usage/" + name + ".json"))) {
      JsonNode line =
          Json.whole(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip()).orElseThrow();
      return ClaudeUsageProbe.parsed("claude", line.path("response"), NOW);
    }
  }

  private static AgentEvent.UsageSeen event(String info) {
    JsonNode line =
        Json.whole("{\"type\":\"rate_limit_event\",\"rate_limit_info\":" + info + "}")
            .orElseThrow();
    return (AgentEvent.UsageSeen) ClaudeEvents.of(line).getLast();
  }

  @Test
  void anExhaustedWeekIsALimitThatIsReachedHoweverMuchOfTheSessionIsLeft() throws IOException {
    Usage usage = recorded("claude-usage-endpoint");
    assertThat(usage.status()).isEqualTo(UsageStatus.LIMIT_REACHED);
    assertThat(usage.windows())
        .extracting(Window::name, window -> window.kind().wireName(), Window::remainingPercent)
        .containsExactlyInAnyOrder(
            tuple("session", "session", 62.5),
            tuple("weekly", "weekly", 0.0),
            tuple("weekly_opus", "weekly", 100.0),
            tuple("extra_usage", "on_demand", 97.6));
    assertThat(usage.windows().getLast().remainingUnits()).isEqualTo(48.8);
    assertThat(usage.resetAt()).contains(Instant.parse("2026-12-01T14:59:59.943679Z"));
    assertThat(usage.raw()).containsEntry("subscription_type", "max");
  }

  @Test
  void theServersRowsAreTakenAsTheyAreSentAndOneThatIsNoneIsNotTaken() throws IOException {
    Usage usage = recorded("claude-usage-rows");
    assertThat(usage.windows())
        .extracting(Window::name, Window::remainingPercent, Window::status)
        .containsExactly(
            tuple("session", 88.0, "normal"),
            tuple("weekly", 45.0, "normal"),
            tuple("weekly_opus_5", 9.0, "critical"),
            tuple("weekly_scoped", null, null));
    assertThat(usage.status()).isEqualTo(UsageStatus.NEAR_LIMIT);
  }

  @Test
  void anApiKeyHasNoLimitsWhichIsUnknownAndSaysSo() throws IOException {
    Usage usage = recorded("claude-usage-api-key");
    assertThat(usage.status()).isEqualTo(UsageStatus.UNKNOWN);
    assertThat(usage.warnings()).singleElement().asString().contains("an API key has none");
  }

  @Test
  void aSessionIsToldOfItsWindowsAsSharesOfOne() {
    AgentEvent.UsageSeen seen =
        event(
            "{\"status\":\"allowed_warning\",\"resetsAt\":1795795200,\"rateLimitType\":\"five_hour\","
                + "\"utilization\":0.91,\"unifiedWindows\":{\"five_hour\":{\"utilization\":0.91,"
                + "\"resetsAt\":1795795200},\"seven_day\":{\"utilization\":0.2,\"resetsAt\":1796300000}}}");
    assertThat(seen.windows())
        .extracting(Window::name, Window::usedPercent)
        .containsExactly(tuple("session", 91.0), tuple("weekly", 20.0));
    assertThat(seen.overage()).isFalse();
  }

  @Test
  void aRejectionIsAnExhaustedWindowWhateverFiguresItLacks() {
    assertThat(event("{\"status\":\"rejected\",\"rateLimitType\":\"seven_day\"}").windows())
        .extracting(Window::name, Window::remainingPercent)
        .containsExactly(tuple("weekly", 0.0));
    assertThat(event("{\"status\":\"rejected\",\"resetsAt\":1795795200}").windows())
        .extracting(Window::name, Window::remainingPercent, Window::resetAt)
        .containsExactly(tuple("limit", 0.0, Instant.ofEpochSecond(1_795_795_200)));
  }

  @Test
  void whatIsPaidBeyondThePlanIsTold() {
    assertThat(event("{\"status\":\"allowed\",\"isUsingOverage\":true}").overage()).isTrue();
    assertThat(event("{\"status\":\"allowed\",\"overageInUse\":true}").overage()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"status\":7,\"resetsAt\":\"x\",\"rateLimitType\":[],\"unifiedWindows\":[1,2]}",
        "{\"unifiedWindows\":{\"five_hour\":3,\"x\":{\"utilization\":1e999,\"resetsAt\":-5}}}",
        "{\"status\":\"rejected\",\"resetsAt\":99999999999999999999999,\"rateLimitType\":\"\"}"
      })
  void whatIsNoFigureIsNone(String info) {
    List<Window> windows = event(info).windows();
    assertThat(windows).allMatch(window -> window.resetAt() == null);
  }

  @Test
  void aTimeInMillisecondsIsUnderstood() {
    assertThat(
            event("{\"rateLimitType\":\"five_hour\",\"resetsAt\":1795795200000}")
                .windows()
                .getFirst()
                .resetAt())
        .isEqualTo(Instant.ofEpochSecond(1_795_795_200));
  }
}
