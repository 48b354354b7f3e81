package dev.agentpool.cli;

import dev.agentpool.cli.command.Command;
import dev.agentpool.cli.command.FirstCommands;
import dev.agentpool.cli.control.ControlCommands;
import dev.agentpool.cli.every.EveryCommands;
import dev.agentpool.cli.expert.ExpertCommands;
import dev.agentpool.cli.face.FaceCommands;
import dev.agentpool.cli.guide.GuideCommands;
import dev.agentpool.cli.left.LeftCommands;
import dev.agentpool.cli.live.LiveCommands;
import dev.agentpool.cli.next.NextCommands;
import dev.agentpool.cli.plan.PlanCommands;
import dev.agentpool.cli.pool.PoolCommands;
import dev.agentpool.cli.review.ReviewCommands;
import dev.agentpool.cli.skill.SkillCommands;
import dev.agentpool.cli.smoke.SmokeCommands;
import dev.agentpool.cli.stats.StatsCommands;
import dev.agentpool.cli.top.TopCommand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which command has which name. Only the one that is called is loaded. A <em>group</em> is a
 * command with actions, {@code skill list} for instance; its action is the word behind its name.
 */
final class Commands {
  static final List<String> NAMES =
      List.of(
          "init",
          "demo",
          "run",
          "submit",
          "fan-out",
          "chain",
          "workflow",
          "auto",
          "route",
          "every",
          "wait",
          "result",
          "tasks",
          "task",
          "logs",
          "watch",
          "top",
          "cancel",
          "retry",
          "review",
          "approve",
          "reject",
          "inbox",
          "answer",
          "merge",
          "diff",
          "open",
          "checkout",
          "pr",
          "undo",
          "report",
          "prune",
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
          "skill",
          "agent",
          "slot",
          "scale",
          "drain",
          "resume",
          "hold",
          "unhold",
          "context",
          "conversation",
          "message",
          "leases",
          "expert",
          "mail",
          "contract",
          "formula",
          "curate",
          "artifacts",
          "collect",
          "transcript",
          "worktrees",
          "retention",
          "budget",
          "metrics",
          "webhook",
          "config",
          "trust",
          "env",
          "mcp",
          "mcp-config",
          "serve",
          "status",
          "start",
          "stop",
          "providers",
          "models",
          "inventory",
          "usage",
          "usage-summary",
          "capacity-summary",
          "stats",
          "smoke",
          "skills",
          "preferences",
          "onboard",
          "setup",
          "control",
          "doctor",
          "completion",
          "version");

  private Commands() {}

  /** The actions of a group, the usual one first; empty for what is no group. */
  static List<String> actions(String name) {
    return switch (name) {
      case "chain" -> List.of("run", "list", "show", "result", "cancel");
      case "workflow" -> List.of("list", "show", "run");
      case "route" -> List.of("run", "test");
      case "every" -> List.of("list", "add", "show", "remove", "pause", "resume", "now");
      case "skill" -> List.of("list", "show", "add", "remove", "save", "eject", "run");
      case "agent" -> List.of("list", "show", "invoke", "warmup", "reset");
      case "slot" -> List.of("list", "show", "set", "claim", "restart");
      case "context" -> List.of("list", "get", "set", "delete");
      case "conversation" -> List.of("list", "forget");
      case "message" -> List.of("send", "list", "broadcast", "read", "peek");
      case "leases" -> List.of("list", "acquire", "release");
      case "expert" -> List.of("list", "show", "confirm", "reject", "undo");
      case "mail" -> List.of("list", "show", "send", "requeue");
      case "contract" -> List.of("list", "show", "history");
      case "formula" -> List.of("list", "show", "run");
      case "control" ->
          List.of(
              "providers",
              "models",
              "mcp-config",
              "doctor",
              "init",
              "config",
              "leases",
              "import",
              "history");
      case "skills" -> List.of("list", "get", "path");
      case "preferences" -> List.of("show", "init", "path");
      case "worktrees" -> List.of("list", "cleanup");
      case "session" -> List.of("show");
      case "webhook" -> List.of("list", "add", "remove", "log", "test");
      case "inbox" -> List.of("list", "grants", "revoke");
      default -> List.of();
    };
  }

  /**
   * What a group's name and the word behind it name together: its first action when that word is
   * missing or a flag. For {@code chain} and {@code route}, every other word is the beginning of a
   * prompt; for {@code inbox}, a word may be what it is asked for, for {@code every} a time.
   *
   * @param next the word behind the name; empty when there is none
   */
  static Call resolve(String name, String next) {
    List<String> actions = actions(name);
    if (actions.isEmpty()) {
      return new Call(name, 0);
    }
    if (actions.contains(next)) {
      return new Call(name + " " + next, 1);
    }
    if (name.equals("every") && isTime(next)) {
      return new Call("every add", 0);
    }
    boolean usual =
        next.isEmpty()
            || next.startsWith("-")
            || name.equals("chain")
            || name.equals("route")
            || name.equals("inbox") && (next.startsWith("question") || next.startsWith("task"));
    return usual ? new Call(name + " " + actions.get(0), 0) : new Call("", 0);
  }

  /** Whether a word begins what is to be done and when: a time, or a flag before it. */
  private static boolean isTime(String word) {
    return !word.isEmpty()
        && (Character.isDigit(word.charAt(0)) || "*@-".indexOf(word.charAt(0)) >= 0);
  }

  /**
   * @param name for {@link #named}; empty when a group has no such action
   * @param words how many words behind the first it takes
   */
  record Call(String name, int words) {}

  /** Null for a name that no command has. A group's is its name, a space and an action. */
  static @Nullable Command named(String name) {
    String group = name.substring(0, name.indexOf(' ') < 0 ? name.length() : name.indexOf(' '));
    return switch (group) {
      case "chain", "workflow", "auto", "route" -> PlanCommands.named(name);
      case "review", "merge" -> ReviewCommands.named(name);
      case "diff", "open", "checkout", "pr", "undo", "report", "prune" -> NextCommands.named(name);
      case "every" -> EveryCommands.named(name);
      case "skill", "agent" -> SkillCommands.named(name);
      case "slot",
          "scale",
          "drain",
          "resume",
          "hold",
          "unhold",
          "context",
          "conversation",
          "message",
          "leases",
          "metrics",
          "webhook" ->
          PoolCommands.named(name);
      case "mcp", "mcp-config", "serve", "hook" -> FaceCommands.named(name);
      case "control", "inventory", "usage", "usage-summary", "capacity-summary" ->
          ControlCommands.named(name);
      case "smoke" -> SmokeCommands.named(name);
      case "stats" -> StatsCommands.named(name);
      case "skills", "preferences", "onboard", "setup" -> GuideCommands.named(name);
      case "spawn",
          "observe",
          "send",
          "keys",
          "interrupt",
          "park",
          "attach",
          "terminate",
          "sessions",
          "session" ->
          LiveCommands.named(name);
      case "artifacts", "collect", "transcript", "worktrees", "retention" ->
          LeftCommands.named(name);
      case "expert", "mail", "contract", "formula", "curate" -> ExpertCommands.named(name);
      case "complete" -> new CompleteCommand();
      case "top" -> new TopCommand();
      case "completion" -> new CompletionCommand();
      default -> FirstCommands.named(name);
    };
  }
}
