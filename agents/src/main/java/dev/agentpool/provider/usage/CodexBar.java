package dev.agentpool.provider.usage;

import dev.agentpool.provider.cli.ProbeProcess;
import dev.agentpool.session.SessionSpec;
import dev.agentpool.session.UsageProbe;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.usage.Confidence;
import dev.agentpool.usage.ProviderIds;
import dev.agentpool.usage.Usage;
import dev.agentpool.usage.UsageStatus;
import dev.agentpool.usage.Window;
import dev.agentpool.usage.WindowKind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the helper CodexBar says, where a person has installed it (spec control-plane 16.4). It is
 * asked for sources only that read no browser.
 */
public final class CodexBar implements UsageProbe {
  static final String NAME = "codexbar";
  private static final Duration PATIENCE = Duration.ofSeconds(45);

  /** By the control plane's id: what CodexBar calls the provider, and where it may look. */
  private static final Map<String, Asked> ASKED =
      new TreeMap<>(
          Map.of(
              "claude-code", new Asked("claude", "cli"),
              "codex-cli", new Asked("codex", "cli"),
              "copilot-cli", new Asked("copilot", "api"),
              "cursor-cli", new Asked("cursor", "cli"),
              "opencode", new Asked("opencode", "api")));

  private final ProbeProcess processes;

  private record Asked(String provider, String source) {}

  public CodexBar(ProbeProcess processes) {
    this.processes = processes;
  }

  /** Of which providers it knows something, as the control plane calls them. */
  public static List<String> supported() {
    return List.copyOf(ASKED.keySet());
  }

  /** Where it is, if it is. */
  public static Optional<Path> find(SessionSpec spec) {
    return HelperProgram.onPath(NAME, spec);
  }

  @Override
  public Usage read(SessionSpec spec, Instant now) throws InterruptedException {
    String provider = spec.settings().get(SettingKeys.PROVIDER);
    Asked asked = ASKED.get(ProviderIds.id(provider));
    Optional<Path> program = find(spec);
    if (asked == null || program.isEmpty()) {
      return Usage.none(
          provider,
          asked == null ? UsageStatus.UNKNOWN : UsageStatus.UNAVAILABLE,
          NAME,
          now,
          asked == null ? "it does not know " + provider : "codexbar is not on the PATH");
    }
    ProbeProcess.Said said =
        processes.run(
            List.of(
                program.get().toString(),
                "usage",
                "--provider",
                asked.provider(),
                "--source",
                asked.source(),
                "--format",
                "json",
                "--json-only",
                "--no-color"),
            HelperProgram.environment(spec),
            spec.workingDirectory(),
            PATIENCE);
    Usage usage =
        FirstJson.in(said.text())
            .map(json -> parsed(provider, asked, json, now))
            .orElseGet(() ->
                Usage.none(provider, UsageStatus.UNKNOWN, NAME, now, "it said nothing in JSON"));
    return said.code() == 0 ? usage : usage.warned("codexbar ended with code " + said.code());
  }

  private static Usage parsed(String provider, Asked asked, JsonNode json, Instant now) {
    JsonNode entry = entry(json, asked.provider());
    if (entry == null) {
      return Usage.none(
          provider, UsageStatus.UNKNOWN, NAME, now, "it says nothing of " + asked.provider());
    }
    String error = Said.text(entry.path("error").path("message"), "");
    if (!error.isEmpty()) {
      return Usage.none(provider, UsageStatus.UNKNOWN, NAME, now, error);
    }
    JsonNode told = entry.path("usage");
    List<Window> windows = new ArrayList<>();
    for (String slot : List.of("primary", "secondary", "tertiary")) {
      if (told.path(slot).isObject()) {
        windows.add(window(slot, told.path(slot)));
      }
    }
    Usage usage =
        Usage.of(provider, NAME, Confidence.LOCAL_CLI, now, windows)
            .credits(Said.number(entry.path("credits").path("remaining")))
            .raw("codexbar_provider", asked.provider())
            .raw("codexbar_source", asked.source());
    for (var member :
        Said.plain(entry, Map.of("version", "version", "source", "codexbar_reported_source"))
            .entrySet()) {
      usage = usage.raw(member.getKey(), member.getValue());
    }
    String logIn = Said.text(told.path("loginMethod"), "");
    return logIn.isEmpty() ? usage : usage.raw("login_method", logIn);
  }

  private static @Nullable JsonNode entry(JsonNode json, String provider) {
    if (json.isObject()) {
      return provider.equals(Said.text(json.path("provider"), provider)) ? json : null;
    }
    for (JsonNode one : json) {
      if (provider.equals(Said.text(one.path("provider"), ""))) {
        return one;
      }
    }
    return null;
  }

  private static Window window(String slot, JsonNode said) {
    Double minutes = Said.number(said.path("windowMinutes"));
    WindowKind kind =
        minutes == null || Math.abs(minutes) > 1e8
            ? WindowKind.UNKNOWN
            : WindowKind.lasting(Duration.ofMinutes(Math.round(minutes)));
    return new Window(
        kind == WindowKind.UNKNOWN ? slot : kind.wireName(),
        kind,
        slot,
        Said.number(said.path("remainingPercent")),
        Said.number(said.path("usedPercent")),
        null,
        null,
        Said.time(said.path("resetsAt")),
        Confidence.LOCAL_CLI,
        null);
  }
}
