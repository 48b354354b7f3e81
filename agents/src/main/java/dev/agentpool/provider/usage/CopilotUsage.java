package dev.agentpool.provider.usage;

import dev.agentpool.provider.cli.ProbeProcess;
import dev.agentpool.session.SessionSpec;
import dev.agentpool.session.UsageProbe;
import dev.agentpool.usage.Confidence;
import dev.agentpool.usage.Usage;
import dev.agentpool.usage.UsageStatus;
import dev.agentpool.usage.Window;
import dev.agentpool.usage.WindowKind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Asks GitHub's interface for its own editors what Copilot has left (spec control-plane 16.3). It
 * is not documented and takes a person's log-in: to be asked only where they allow it.
 */
public final class CopilotUsage implements UsageProbe {
  static final String NAME = "copilot-cli";
  static final String SOURCE = "github_copilot_internal_api";
  public static final URI GITHUB = URI.create("https://api.github.com");
  private static final List<String> VARIABLES =
      List.of("AGENTPOOL_COPILOT_TOKEN", "GITHUB_TOKEN", "GH_TOKEN");
  private static final Duration GH = Duration.ofSeconds(5);
  private final ProbeProcess processes;
  private final Map<String, String> environment;
  private final URI api;

  /** Where a log-in came from; its own text says nothing of it. */
  private record Token(String value, String source) {
    @Override
    public String toString() {
      return "a token from " + source;
    }
  }

  /**
   * @param environment the daemon's, which may have a token for this alone
   */
  public CopilotUsage(ProbeProcess processes, Map<String, String> environment, URI api) {
    this.processes = processes;
    this.environment = Map.copyOf(environment);
    this.api = api;
  }

  @Override
  public Usage read(SessionSpec spec, Instant now) throws InterruptedException {
    Optional<Token> token = token(spec);
    if (token.isEmpty()) {
      return Usage.none(
          NAME,
          UsageStatus.UNAUTHENTICATED,
          SOURCE,
          now,
          "there is no log-in: set one of " + VARIABLES + ", or log in by gh auth login");
    }
    try {
      VendorHttp.Answer answer = VendorHttp.ask(request(token.get()));
      if (answer.status() != 200) {
        return silent(now, "GitHub answers " + answer.status() + ": " + answer.shown());
      }
      return FirstJson.in(new String(answer.body(), StandardCharsets.UTF_8))
          .map(json -> parsed(json, now).raw("token_source", token.get().source()))
          .orElseGet(() -> silent(now, "GitHub answers no JSON"));
    } catch (IOException | IllegalArgumentException e) {
      return silent(now, "GitHub cannot be asked: " + e.getMessage());
    }
  }

  private HttpRequest request(Token token) {
    return VendorHttp.to(api.resolve("/copilot_internal/user"))
        .header("Authorization", "token " + token.value())
        .header("Accept", "application/json")
        .header("Editor-Version", "vscode/1.96.2")
        .header("Editor-Plugin-Version", "copilot-chat/0.26.7")
        .header("User-Agent", "GitHubCopilotChat/0.26.7")
        .header("X-Github-Api-Version", "2025-04-01")
        .GET()
        .build();
  }

  private Optional<Token> token(SessionSpec spec) throws InterruptedException {
    for (String name : VARIABLES) {
      String value = environment.getOrDefault(name, spec.environment().getOrDefault(name, ""));
      if (!value.isBlank()) {
        return Optional.of(new Token(value.strip(), name));
      }
    }
    Optional<Path> gh = HelperProgram.onPath("gh", spec);
    if (gh.isEmpty()) {
      return Optional.empty();
    }
    ProbeProcess.Said said =
        processes.run(
            List.of(gh.get().toString(), "auth", "token"),
            HelperProgram.environment(spec),
            spec.workingDirectory(),
            GH);
    String value = said.text().lines().findFirst().orElse("").strip();
    return said.code() == 0 && value.matches("[A-Za-z0-9_.-]{8,400}")
        ? Optional.of(new Token(value, "gh auth token"))
        : Optional.empty();
  }

  private static Usage silent(Instant now, String why) {
    return Usage.none(NAME, UsageStatus.UNKNOWN, SOURCE, now, why);
  }

  static Usage parsed(JsonNode json, Instant now) {
    Instant reset = Said.time(json.path("quota_reset_date"));
    if (reset == null) {
      reset = Said.time(json.path("limited_user_reset_date"));
    }
    List<Window> windows = new ArrayList<>();
    for (String name : List.of("premium_interactions", "chat")) {
      window(name, json.path("quota_snapshots").path(name), reset, windows);
    }
    if (windows.isEmpty()) {
      JsonNode all = json.path("monthly_quotas");
      JsonNode left = json.path("limited_user_quotas");
      legacy(
          "premium_interactions",
          all.path("completions"),
          left.path("completions"),
          reset,
          windows);
      legacy("chat", all.path("chat"), left.path("chat"), reset, windows);
    }
    String plan = Said.text(json.path("copilot_plan"), "");
    Usage usage = Usage.of(NAME, SOURCE, Confidence.OFFICIAL, now, windows);
    return plan.isEmpty() ? usage : usage.raw("plan", plan);
  }

  private static void window(
      String name, JsonNode said, @Nullable Instant reset, List<Window> windows) {
    Double percent = Said.number(said.path("percent_remaining"));
    Double left = Said.number(said.path("remaining"));
    Double all = Said.number(said.path("entitlement"));
    boolean nothing = zero(percent) && zero(left) && zero(all);
    if (!said.isObject() || nothing || said.path("unlimited").asBoolean(false)) {
      return;
    }
    windows.add(monthly(name, percent == null ? share(left, all) : percent, left, reset));
  }

  private static void legacy(
      String name, JsonNode all, JsonNode left, @Nullable Instant reset, List<Window> windows) {
    Double most = Said.number(all);
    Double now = Said.number(left);
    if (most != null && now != null && !(zero(most) && zero(now))) {
      windows.add(monthly(name, share(now, most), now, reset));
    }
  }

  private static Window monthly(
      String name, @Nullable Double percent, @Nullable Double left, @Nullable Instant reset) {
    return new Window(
        name,
        WindowKind.MONTHLY,
        null,
        percent,
        null,
        left,
        null,
        reset,
        Confidence.OFFICIAL,
        null);
  }

  private static @Nullable Double share(@Nullable Double left, @Nullable Double all) {
    return left == null || all == null || all <= 0 ? null : left / all * 100;
  }

  private static boolean zero(@Nullable Double figure) {
    return figure == null || figure == 0;
  }
}
