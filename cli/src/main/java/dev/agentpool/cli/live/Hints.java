package dev.agentpool.cli.live;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What helps when something is refused, by the control plane's code of it (its table 18). */
public final class Hints {
  static final String CODE = "control_code";
  private static final String EXAMPLE = "example";
  private static final String INVENTORY = "agentpool inventory --json";
  private static final String SESSIONS = "agentpool sessions --json";
  private static final String SPAWN_EDITS =
      "agentpool spawn --provider claude-code --task \"Fix the failing test\" --role implementer"
          + " --isolation worktree --json";
  private static final String SPAWN_LOOKS =
      "agentpool spawn --provider claude-code --task \"Review src/\" --isolation read_only --json";

  /** The commands that the control plane's users know. */
  private static final Set<String> KNOWN =
      Set.of(
          "spawn",
          "observe",
          "send",
          "keys",
          "interrupt",
          "park",
          "attach",
          "terminate",
          "sessions",
          "session",
          "artifacts",
          "collect",
          "transcript",
          "worktrees",
          "inventory",
          "usage",
          "usage-summary",
          "capacity-summary",
          "stats",
          "smoke",
          "setup",
          "skills",
          "preferences",
          "control");

  private Hints() {}

  /** Whether what a command is refused is told with what helps. */
  public static boolean areFor(String command) {
    return KNOWN.contains(command.split(" ", 2)[0]);
  }

  /**
   * The same with what helps.
   *
   * @param usual how the command is meant to be called
   */
  public static CliException beside(CliException refused, String usual) {
    Json details = refused.details();
    String code = details.text(CODE);
    if (code.isEmpty()) {
      code = controlCode(refused.code());
    }
    String given = details.text(EXAMPLE);
    String example = given.isEmpty() ? example(code, details, usual) : given;
    JsonObject all = Json.object();
    if (details.value() instanceof Map<?, ?> some) {
      some.forEach((name, value) -> all.put(String.valueOf(name), value));
    }
    all.put(CODE, code);
    if (!example.isEmpty()) {
      all.put(EXAMPLE, example);
    }
    CliException told =
        new CliException(
            refused.exitCode(),
            refused.code(),
            refused.getMessage(),
            Json.parse(all.toString()),
            example);
    told.initCause(refused);
    return told;
  }

  /** For what was refused before it came to a session. */
  private static String controlCode(String ours) {
    return switch (ours) {
      case "invalid", "usage" -> "INVALID_REQUEST";
      case "session_not_found" -> "TMUX_SESSION_NOT_FOUND"; // the name its users know
      default -> ours.toUpperCase(Locale.ROOT);
    };
  }

  private static String example(String code, Json details, String usual) {
    String provider = details.text("provider_id");
    return switch (code) {
      case "PROVIDER_NOT_FOUND" -> INVENTORY;
      case "PROVIDER_NOT_INSTALLED" -> "agentpool setup " + provider;
      case "POLICY_BLOCKED" -> blocked(details);
      case "USAGE_POLICY_BLOCKED" ->
          "agentpool usage-summary --provider " + provider + " --refresh --json";
      case "INVALID_REQUEST", "INVALID_STDIN", "INVALID_LIMIT" -> usual;
      case "INVALID_DETAIL" -> "agentpool observe <session-id> --detail excerpt --json";
      case "INVALID_WAIT_FOR" ->
          "agentpool observe <session-id> --wait-for completed,question --timeout 45 --json";
      case "INVALID_OUTPUT" -> SESSIONS;
      case "INVALID_TRANSCRIPT_RANGE" ->
          "agentpool transcript <session-id> --offset 0 --limit 4000 --json";
      case "INVALID_SESSION_PAGE" -> "agentpool sessions --limit 50 --offset 0 --json";
      case "TMUX_SESSION_NOT_FOUND" ->
          "agentpool sessions --state running,ready,awaiting_user_input,awaiting_approval --json";
      case "TMUX_NOT_FOUND" -> "brew install tmux";
      case "GIT_NOT_REPO" -> SPAWN_LOOKS;
      case "INVALID_USAGE_BACKEND" -> "agentpool usage --backend combined --json";
      case "INVALID_LEASE_MODE", "INVALID_LEASE_RELEASE", "LEASE_CONFLICT" ->
          "agentpool control leases list --json";
      case "WORKTREE_ACTIVE" -> "agentpool terminate <session-id> --json";
      case "WORKTREE_DIRTY" -> "git -C <worktree-path> status --short";
      case "WORKTREE_FAILED" -> "git status --short";
      case "TURN_LIMIT_REACHED", "SESSION_ENDED", "SESSION_TIMEOUT" -> SPAWN_LOOKS;
      default -> "";
    };
  }

  private static String blocked(Json details) {
    return switch (details.text("policy")) {
      case "require_explicit_provider", "denied_providers", "allowed_providers" -> INVENTORY;
      case "require_worktree_for_edits", "allow_shared_repo_edits" -> SPAWN_EDITS;
      case "allow_raw_keys" -> "agentpool interrupt <session-id> --json";
      default -> SESSIONS;
    };
  }
}
