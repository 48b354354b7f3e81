package dev.agentpool.cli;

import dev.agentpool.cli.Completion.Candidate;
import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.command.NamesTask;
import dev.agentpool.cli.command.ProjectDirectory;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The values that an option or a parameter may have: of some a closed list, of others what a
 * running daemon knows by id or name. No daemon is started for it.
 */
final class CompletionValues {
  private static final String LIMIT = "100";
  private static final Map<String, List<String>> CLOSED =
      Map.ofEntries(
          entry("--permission-mode", "plan default acceptEdits bypassPermissions dontAsk auto"),
          entry("--coordinator-permission-mode", "dontAsk plan acceptEdits bypassPermissions auto"),
          entry("--effort", "low medium high xhigh max"),
          entry("--workspace", "worktree shared clone read_only"),
          entry("--slot-mode", "persistent ephemeral"),
          entry("--on-finish", "keep merge patch delete"),
          entry("--prefer", "single parallel chain"),
          entry("--detail", "summary excerpt full"),
          entry("--mode", "read write"),
          entry("--compat", "server mcp"),
          entry("--toolsets", "lean slots agents default worktrees leases full"),
          entry("--backend", "native codexbar ccusage combined"),
          entry("--client", "generic claude-code claude-desktop codex cursor copilot-cli"),
          entry("--type", "task question response notify handoff cancel"),
          entry("--source", "builtin global project runtime"),
          entry("--sections", "sessions parallelism walls quota utilization tokens work"),
          entry(
              "tasks --state", "blocked pending running pending_review completed failed cancelled"),
          entry("slot list --state", "idle busy stopped errored"),
          entry(
              "mail list --state",
              "pending blocked active completed failed cancelled unread read held dead"),
          entry("mail send --priority", "low normal high urgent"),
          entry("spawn --isolation", "read_only shared worktree"),
          entry("spawn --role", "explorer reviewer implementer tester custom"),
          entry("chain run --isolation", "none worktree clone"),
          entry("skill list --scope", "task coordinator chain"),
          entry("skill add --scope", "task coordinator chain"),
          entry("control leases ACTION", "list acquire release"),
          entry("control config ACTION", "path print validate"),
          entry("setup TARGET", "codex claude copilot devin droid cursor-cli cursor all"));

  /** Where what an option names is found. */
  private static final Map<String, Source> OPTIONS =
      Map.of(
          "--slot", Source.SLOTS,
          "--provider", Source.PROVIDERS,
          "--model", Source.MODELS,
          "--router-model", Source.MODELS,
          "--contract", Source.CONTRACTS);

  private final Surroundings here;
  private final Path project;

  /**
   * @param directory that the command line begins with; empty for none
   * @param words those behind the command, of which {@code -C} names a directory too
   */
  CompletionValues(Surroundings here, String directory, List<String> words) {
    this.here = here;
    String named = directory;
    for (int i = 0; i + 1 < words.size(); i++) {
      if (words.get(i).equals("-C") || words.get(i).equals("--dir")) {
        named = words.get(i + 1);
      }
    }
    this.project =
        named.isEmpty()
            ? ProjectDirectory.from(here.directory())
            : here.directory().resolve(named).normalize();
  }

  /** The options and parameters with a closed list, some behind their command's name. */
  static Set<String> closed() {
    return CLOSED.keySet();
  }

  /** What is known of a command's value; empty where nothing is. */
  List<Candidate> of(String command, ArgSpec value) {
    String label = value.paramLabel();
    String name = value.isOption() ? ((OptionSpec) value).longestName() : label;
    List<String> closed = CLOSED.getOrDefault(command + " " + name, CLOSED.get(name));
    if (closed != null) {
      return closed.stream().map(word -> new Candidate(word, "")).toList();
    }
    if (label.contains("|") && !label.contains("FILE")) {
      return Arrays.stream(label.split("\\|"))
          .filter(word -> word.equals(word.toLowerCase(Locale.ROOT)))
          .map(word -> new Candidate(word, ""))
          .toList();
    }
    Source source = Source.ofTasks(value);
    if (source == null) {
      source = value.isOption() ? OPTIONS.get(name) : Source.of(command, label);
    }
    return source == null ? List.of() : known(source);
  }

  private List<Candidate> known(Source source) {
    String path =
        new Query(source.path).with("dir", project).with("limit", limit(source)).toString();
    Json answer;
    try {
      answer = here.daemon().askRunning("GET", path, null);
    } catch (CliException nothingIsKnown) {
      return List.of();
    }
    if (answer == null) {
      return List.of();
    }
    List<Candidate> found = new ArrayList<>();
    for (Json one : source.member.isEmpty() ? answer.items() : answer.get(source.member).items()) {
      String word = one.text(source.key);
      if (!word.isEmpty() && word.chars().noneMatch(Character::isWhitespace)) {
        found.add(new Candidate(word, about(one)));
      }
    }
    return found;
  }

  private static @Nullable String limit(Source source) {
    return source == Source.TASKS || source == Source.CHAINS || source == Source.SESSIONS
        ? LIMIT
        : null;
  }

  private static String about(Json one) {
    for (String member :
        List.of("title", "prompt", "description", "subject", "name", "task_title")) {
      if (!one.text(member).isEmpty()) {
        String state = one.text("state");
        return (state.isEmpty() ? "" : state + ": ") + one.text(member);
      }
    }
    return one.text("state");
  }

  private static Map.Entry<String, List<String>> entry(String name, String words) {
    return Map.entry(name, List.of(words.split(" ")));
  }

  /** A list of the daemon's. */
  private enum Source {
    TASKS("/v1/tasks", "items", "id"),
    CHAINS("/v1/chains", "items", "chain_id"),
    SESSIONS("/v1/sessions", "sessions", "id"),
    QUESTIONS("/v1/inbox", "questions", "id"),
    GRANTS("/v1/inbox/grants", "grants", "id"),
    SLOTS("/v1/slots", "", "id"),
    WORKFLOWS("/v1/workflows", "workflows", "name"),
    SKILLS("/v1/skills", "", "name"),
    AGENTS("/v1/agents", "agents", "name"),
    EXPERTS("/v1/experts", "experts", "name"),
    MAILS("/v1/mail", "mail", "id"),
    CONTRACTS("/v1/contracts", "contracts", "id"),
    FORMULAS("/v1/formulas", "formulas", "name"),
    PROVIDERS("/v1/providers", "providers", "name"),
    MODELS("/v1/models", "models", "model"),
    CONTEXT("/v1/context", "", "key"),
    CONVERSATIONS("/v1/conversations", "conversations", "key"),
    SCHEDULES("/v1/schedules", "", "name"),
    WEBHOOKS("/v1/webhooks", "", "id");

    private final String path;
    private final String member;
    private final String key;

    Source(String path, String member, String key) {
      this.path = path;
      this.member = member;
      this.key = key;
    }

    /** What is marked as a task's id is one everywhere; null for anything else. */
    static @Nullable Source ofTasks(ArgSpec value) {
      NamesTask names =
          value.userObject() instanceof Field field ? field.getAnnotation(NamesTask.class) : null;
      return names == null ? null : names.chain() ? CHAINS : TASKS;
    }

    /** What a command's parameter names; null for what only its user knows. */
    static @Nullable Source of(String command, String label) {
      String group = command.contains(" ") ? command.substring(0, command.indexOf(' ')) : command;
      return switch (label) {
        case "SLOT" -> SLOTS;
        case "PROVIDER" -> PROVIDERS;
        case "KEY" -> command.equals("keys") ? null : CONTEXT;
        case "ID" ->
            switch (group) {
              case "answer" -> QUESTIONS;
              case "inbox" -> command.equals("inbox revoke") ? GRANTS : QUESTIONS;
              case "contract" -> CONTRACTS;
              case "mail" -> MAILS;
              case "webhook" -> WEBHOOKS;
              case "attach",
                  "interrupt",
                  "keys",
                  "observe",
                  "park",
                  "send",
                  "session",
                  "terminate" ->
                  SESSIONS;
              default -> null;
            };
        case "NAME" ->
            switch (group) {
              case "every" -> SCHEDULES;
              case "workflow" -> WORKFLOWS;
              case "skill" -> command.equals("skill add") ? null : SKILLS;
              case "agent" -> AGENTS;
              case "expert", "mail", "curate" -> EXPERTS;
              case "formula" -> FORMULAS;
              case "conversation" -> CONVERSATIONS;
              default -> null;
            };
        default -> null;
      };
    }
  }
}
