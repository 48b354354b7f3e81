package dev.agentpool.provider.codex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.agentpool.protocol.Json;
import dev.agentpool.usage.Usage;
import dev.agentpool.usage.UsageStatus;
import dev.agentpool.usage.Window;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Codex's app-server answers when it is asked for limits. */
class CodexUsageTest {
  private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");

  private static Usage parsed(String answer) {
    return CodexUsageProbe.parsed(Json.whole(answer).orElseThrow(), NOW);
  }

  private static Usage limits(String limits) {
    return parsed("{\"id\":2,\"result\":{\"rateLimits\":" + limits + "}}");
  }

  @Test
  void windowsAreNamedByTheirLengthAndElseByTheirPlace() {
    Usage usage =
        limits(
            "{\"primary\":{\"usedPercent\":37,\"windowDurationMins\":300,\"resetsAt\":1795795200},"
                + "\"secondary\":{\"usedPercent\":5.5,\"windowDurationMins\":77},"
                + "\"credits\":{\"hasCredits\":true,\"unlimited\":false,\"balance\":\"12.50\"}}");
    assertThat(usage.windows())
        .extracting(Window::name, Window::remainingPercent, Window::rawText)
        .containsExactly(
            tuple("5h", 63.0, "primary:300"), tuple("secondary", 94.5, "secondary:77"));
    assertThat(usage.creditsRemaining()).isEqualTo(12.5);
    assertThat(usage.raw().get("credits").toString()).doesNotContain("12.5");
    assertThat(usage.source()).isEqualTo("codex_app_server");
  }

  @Test
  void theObjectItselfIsUnderstoodTooAndUnlimitedCreditIsNoAmount() {
    Usage usage =
        parsed(
            "{\"id\":2,\"result\":{\"secondary\":{\"usedPercent\":100,\"windowDurationMins\":10080},"
                + "\"credits\":{\"unlimited\":true,\"balance\":3}}}");
    assertThat(usage.windows()).extracting(Window::name).containsExactly("weekly");
    assertThat(usage.status()).isEqualTo(UsageStatus.LIMIT_REACHED);
    assertThat(usage.creditsRemaining()).isNull();
  }

  @Test
  void aRefusalThatTellsTheLimitsIsRead() {
    String body =
        "{\"rate_limit\":{\"details\":[{\"used_percent\":80,\"limit_window_seconds\":18000,"
            + "\"reset_at\":1795795200},{\"used_percent\":10,\"limit_window_seconds\":604800}]}}";
    Usage usage =
        parsed(
            "{\"id\":2,\"error\":{\"code\":-32603,\"message\":"
                + Json.text("failed: " + body + " (try later)")
                + "}}");
    assertThat(usage.windows()).extracting(Window::name).containsExactly("5h", "weekly");
    assertThat(usage.source()).isEqualTo("codex_app_server_error_body");
    assertThat(usage.warnings()).hasSize(1);
  }

  @Test
  void anApiKeyCannotBeAskedWhichIsUnknown() {
    Usage usage =
        parsed(
            "{\"id\":2,\"error\":{\"code\":-32600,\"message\":\"codex account authentication"
                + " required to read rate limits\"}}");
    assertThat(usage.status()).isEqualTo(UsageStatus.UNKNOWN);
    assertThat(usage.warnings()).singleElement().asString().contains("authentication required");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "{\"primary\":\"x\",\"secondary\":[]}",
        "{\"primary\":{\"usedPercent\":\"many\",\"windowDurationMins\":1e300,\"resetsAt\":{}}}",
        "{\"primary\":{\"windowDurationMins\":-1e18,\"resetsAt\":1e40}}"
      })
  void whatHasNoFigureIsUnknown(String limits) {
    Usage usage = limits(limits);
    assertThat(usage.status()).isEqualTo(UsageStatus.UNKNOWN);
    assertThat(usage.windows()).allMatch(window -> window.resetAt() == null);
  }
}
