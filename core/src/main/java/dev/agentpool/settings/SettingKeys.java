package dev.agentpool.settings;

import static dev.agentpool.settings.SettingKey.Layering.APPEND;
import static dev.agentpool.settings.SettingKey.Layering.REPLACE;
import static dev.agentpool.settings.SettingKey.Layering.UNITE;

import dev.agentpool.budget.Money;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Every setting there is. Adding one here makes it readable in every layer and on every face. */
public final class SettingKeys {
  private static final Map<String, SettingKey<?>> ALL = new LinkedHashMap<>();

  /** The providers that this build can drive, beside any agent that speaks ACP. */
  public static final List<String> PROVIDERS =
      List.of(
          "claude",
          "scripted",
          "codex-cli",
          "opencode",
          "gemini-cli",
          "qwen-code",
          "copilot-cli",
          "droid-cli",
          "claude-terminal",
          "cursor-cli",
          "devin-cli");

  /** Stand-ins that come with agentpool and play agents in a terminal; for trying things out. */
  public static final List<String> FAKES =
      List.of(
          "fake-question",
          "fake-approval",
          "fake-completed",
          "fake-idle",
          "fake-limit",
          "fake-patch");

  private static final Pattern ANY_ACP = Pattern.compile("acp:[a-z0-9][a-z0-9._-]{0,39}");

  public static final SettingKey<String> PROVIDER =
      key(
          "provider",
          SettingType.TEXT,
          "claude",
          REPLACE,
          "which agent CLI runs the tasks: " + String.join(", ", PROVIDERS) + ", or acp:NAME");
  public static final SettingKey<Map<String, Object>> VENDOR =
      trusted(
          "vendor",
          SettingType.TABLES,
          null,
          UNITE,
          "what only one provider understands, by its name; [provider.NAME] in a file");
  public static final SettingKey<String> COMMAND =
      trusted(
          "command",
          SettingType.TEXT,
          null,
          REPLACE,
          "the agent CLI's executable, when it is not on the PATH");
  public static final SettingKey<String> MODEL =
      key("model", SettingType.TEXT, null, REPLACE, "model name or alias");
  public static final SettingKey<String> FALLBACK_MODEL =
      key(
          "fallback_model",
          SettingType.TEXT,
          null,
          REPLACE,
          "model to use while the first is overloaded");
  public static final SettingKey<Effort> EFFORT =
      key(
          "effort",
          SettingType.choice(Effort.class, Effort::wireName, Map.of("min", Effort.LOW)),
          null,
          REPLACE,
          "how hard the model thinks");
  public static final SettingKey<PermissionMode> PERMISSION_MODE =
      key(
          "permission_mode",
          SettingType.choice(PermissionMode.class, PermissionMode::wireName),
          PermissionMode.PLAN,
          REPLACE,
          "what the agent may do unasked");
  public static final SettingKey<Boolean> UNATTENDED_MODE =
      key(
          "unattended_mode",
          SettingType.FLAG,
          false,
          REPLACE,
          "whether permission_mode is dontAsk where nobody set one");
  public static final SettingKey<List<String>> ALLOWED_TOOLS =
      key(
          "allowed_tools",
          SettingType.TEXTS,
          null,
          APPEND,
          "tools the agent may use unasked, as patterns");
  public static final SettingKey<List<String>> DISALLOWED_TOOLS =
      key("disallowed_tools", SettingType.TEXTS, null, APPEND, "tools the agent may never use");
  public static final SettingKey<List<String>> TOOLS =
      key("tools", SettingType.TEXTS, null, REPLACE, "the only tools the agent is offered");
  public static final SettingKey<List<String>> ALLOWED_FILES =
      key(
          "allowed_files",
          SettingType.FILES,
          null,
          REPLACE,
          "the only files the agent may write with its CLI's own tools: files, folders, patterns");
  public static final SettingKey<Map<String, Object>> MCP_SERVERS =
      trusted("mcp_servers", SettingType.TABLE, null, UNITE, "MCP servers of the agent, by name");
  public static final SettingKey<Boolean> STRICT_MCP_CONFIG =
      trusted(
          "strict_mcp_config",
          SettingType.FLAG,
          true,
          REPLACE,
          strict -> !strict,
          "use no MCP servers but these; false: the project's, when trusted, and the user's too");
  public static final SettingKey<Inherit> INHERIT_COMMANDS =
      trusted(
          "inherit.commands",
          SettingType.choice(Inherit.class, Inherit::wireName),
          Inherit.NONE,
          REPLACE,
          whose -> whose != Inherit.NONE,
          "whose MCP servers, hooks, plugins and settings files agents get: none, project, user");
  public static final SettingKey<Inherit> INHERIT_TEXTS =
      trusted(
          "inherit.texts",
          SettingType.choice(Inherit.class, Inherit::wireName),
          Inherit.PROJECT,
          REPLACE,
          whose -> whose == Inherit.USER,
          "whose instructions, skills and agent descriptions agents get: none, project, user");
  public static final SettingKey<List<String>> INHERIT_ALLOW =
      trusted(
          "inherit.allow",
          SettingType.TEXTS,
          null,
          APPEND,
          "exceptions to inherit.commands by name: mcp:NAME, plugin:NAME, apiKeyHelper");
  public static final SettingKey<List<String>> INHERIT_ENVIRONMENT =
      trusted(
          "inherit.environment",
          SettingType.TEXTS,
          null,
          APPEND,
          "variables agents get of the caller's environment beside the usual ones, as names or"
              + " patterns such as AWS_*");
  public static final SettingKey<String> SYSTEM_PROMPT =
      key(
          "system_prompt",
          SettingType.TEXT,
          null,
          REPLACE,
          "replaces the agent's own system prompt");
  public static final SettingKey<String> APPEND_SYSTEM_PROMPT =
      key(
          "append_system_prompt",
          SettingType.TEXT,
          null,
          REPLACE,
          "added to the agent's own system prompt");
  public static final SettingKey<Map<String, Object>> JSON_SCHEMA =
      key(
          "json_schema",
          SettingType.TABLE,
          null,
          REPLACE,
          "schema of the structured output that is asked for");
  public static final SettingKey<Integer> MAX_TURNS =
      key(
          "max_turns",
          SettingType.number(1, 100_000),
          null,
          REPLACE,
          "the most model turns of a task");
  public static final SettingKey<Integer> MAX_TOKENS =
      key(
          "max_tokens",
          SettingType.number(1_000, Integer.MAX_VALUE),
          null,
          REPLACE,
          "the most tokens of an attempt, those of caches too; watched while it runs");
  public static final SettingKey<Money> MAX_BUDGET_USD =
      key("max_budget_usd", SettingType.USD, null, REPLACE, "the most one task may cost");
  public static final SettingKey<Submodules> SUBMODULES =
      key(
          "submodules",
          SettingType.choice(Submodules.class, Submodules::wireName),
          Submodules.EMPTY,
          REPLACE,
          "what a worktree or clone has in submodules: nothing, or what the project itself has of"
              + " them");
  public static final SettingKey<WorkspaceMode> WORKSPACE =
      key(
          "workspace",
          SettingType.choice(WorkspaceMode.class, WorkspaceMode::wireName),
          WorkspaceMode.SHARED,
          REPLACE,
          "where a task works");
  public static final SettingKey<Walls> WALLS =
      trusted(
          "walls",
          SettingType.choice(Walls.class, Walls::wireName),
          null,
          REPLACE,
          walls -> walls == Walls.OFF,
          "what agents are kept from: workspace or off; workspace where nobody says and it can be");
  public static final SettingKey<List<String>> WRITABLE =
      trusted(
          "writable",
          SettingType.PATHS,
          null,
          APPEND,
          "what agents may write beside their workspace, such as build caches: [\"~/.m2\"]");
  public static final SettingKey<SlotMode> SLOT_MODE =
      key(
          "slot_mode",
          SettingType.choice(SlotMode.class, SlotMode::wireName),
          SlotMode.PERSISTENT,
          REPLACE,
          "whether a slot keeps its agent process between tasks");
  public static final SettingKey<SessionPolicy> SESSION_POLICY =
      key(
          "session_policy",
          SettingType.choice(SessionPolicy.class, SessionPolicy::wireName),
          SessionPolicy.PER_TASK,
          REPLACE,
          "which tasks are turns of one conversation: each its own (per_task), those of a slot"
              + " (per_slot), the steps of a plan (per_chain), those that name the same session"
              + " (named)");
  public static final SettingKey<String> SESSION =
      key(
          "session",
          SettingType.NAMES,
          null,
          REPLACE,
          "which conversation of the pool a task goes on with, where session_policy is named");
  public static final SettingKey<Integer> RECYCLE_AFTER =
      key(
          "recycle_after",
          SettingType.number(1, 10_000),
          25,
          REPLACE,
          "tasks after which a kept process is replaced");
  public static final SettingKey<Duration> IDLE_TIMEOUT =
      key(
          "idle_timeout",
          SettingType.DURATIONS,
          Duration.ofMinutes(5),
          REPLACE,
          "how long an idle kept process stays");
  public static final SettingKey<Duration> TIMEOUT =
      key("timeout", SettingType.DURATIONS, null, REPLACE, "the longest an attempt may take");
  public static final SettingKey<Integer> SLOT_ASSIGNMENT_TIMEOUT_SECS =
      key(
          "slot_assignment_timeout_secs",
          SettingType.number(1, 1_000_000_000),
          null,
          REPLACE,
          "how long a task may wait for a slot before it fails; of the pool's layers only");
  public static final SettingKey<Duration> STALL_TIMEOUT =
      key(
          "stall_timeout",
          SettingType.DURATIONS,
          Duration.ofMinutes(10),
          REPLACE,
          "the longest an agent may say nothing while it should");
  public static final SettingKey<Duration> BACKGROUND_WAIT =
      key(
          "background_wait",
          SettingType.DURATIONS_OR_NONE,
          Duration.ofMinutes(5),
          REPLACE,
          "how long an agent's background work is waited for after its turn; \"0s\" for not at"
              + " all");
  public static final SettingKey<OnDenial> ON_DENIAL =
      key(
          "on_denial",
          SettingType.choice(OnDenial.class, OnDenial::wireName),
          OnDenial.TELL,
          REPLACE,
          "whether a denied tool is told beside the result, or fails the task");
  public static final SettingKey<Unattended> UNATTENDED =
      key(
          "unattended",
          SettingType.choice(
              Unattended.class, Unattended::wireName, Map.of("allow_list", Unattended.ALLOW_LIST)),
          Unattended.DENY,
          REPLACE,
          "what becomes of an agent's question that no rule answers: deny, allow list (denied"
              + " unless a person allowed the same for a while), or park (it waits in the inbox,"
              + " and its attempt's clock stands)");
  public static final SettingKey<Duration> ANSWER_WITHIN =
      key(
          "answer_within",
          SettingType.DURATIONS,
          null,
          REPLACE,
          "how long a question waits in the inbox before it is denied");
  public static final SettingKey<OnClientCancel> ON_CLIENT_CANCEL =
      key(
          "on_client_cancel",
          SettingType.choice(OnClientCancel.class, OnClientCancel::wireName),
          OnClientCancel.DETACH,
          REPLACE,
          "what an MCP client's cancelled call does to its work: detach (it goes on) or cancel; of"
              + " the pool's layers only");
  public static final SettingKey<WhenUnusable> WHEN_UNUSABLE =
      key(
          "when_unusable",
          SettingType.choice(WhenUnusable.class, WhenUnusable::wireName),
          WhenUnusable.WAIT,
          REPLACE,
          "whether tasks wait or fail while the provider or the project can run none");
  public static final SettingKey<BudgetExhausted> BUDGET_EXHAUSTED =
      key(
          "budget_exhausted",
          SettingType.choice(BudgetExhausted.class, BudgetExhausted::wireName),
          BudgetExhausted.ASK,
          REPLACE,
          "what becomes of tasks for which their pool's caps have nothing left: ask (they wait, and"
              + " the inbox has a question), or fail");
  public static final SettingKey<List<String>> FALLBACK =
      key(
          "fallback",
          SettingType.TEXTS,
          null,
          REPLACE,
          "providers that take a task, the first that can, while the limit of its own is reached");
  public static final SettingKey<Integer> MAX_ATTEMPTS =
      key(
          "max_attempts",
          SettingType.number(1, 100),
          1,
          REPLACE,
          "how often a failing task is tried in all");
  public static final SettingKey<Duration> RETRY_DELAY =
      key(
          "retry_delay",
          SettingType.DURATIONS,
          Duration.ofSeconds(1),
          REPLACE,
          "the wait before the second attempt; doubles with each further one");
  public static final SettingKey<Map<String, Object>> ENVIRONMENT =
      trusted("environment", SettingType.TABLE, null, UNITE, "environment variables of the agent");
  public static final SettingKey<Integer> MAX_DEPTH =
      key(
          "max_depth",
          SettingType.number(0, 10),
          2,
          REPLACE,
          "how deep tasks may start tasks of their own: 0 is not at all");
  public static final SettingKey<Integer> MAX_CHILDREN =
      key(
          "max_children",
          SettingType.number(0, 10_000),
          32,
          REPLACE,
          "how many tasks one task may start, those that have ended counted");

  /** What is asked of the pool's layers only: a task or a slot cannot say it. */
  static final Set<SettingKey<?>> OF_POOLS = Set.of(SLOT_ASSIGNMENT_TIMEOUT_SECS, ON_CLIENT_CANCEL);

  private SettingKeys() {}

  /** Whether tasks may name it. */
  public static boolean isProvider(String name) {
    return PROVIDERS.contains(name) || FAKES.contains(name) || ANY_ACP.matcher(name).matches();
  }

  public static List<SettingKey<?>> all() {
    return new ArrayList<>(ALL.values());
  }

  public static Optional<SettingKey<?>> named(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  /**
   * The names under which a member, or a table of members, says something that only a person on
   * this machine may say: see {@link SettingKey#needsTrust}. The one rule for project files,
   * requests over the network and what runs inside a slot.
   */
  public static List<String> needingTrust(String member, Object plain) {
    SettingKey<?> key = ALL.get(member);
    if (key != null) {
      return key.needsTrustWritten(plain) ? List.of(member) : List.of();
    }
    List<String> found = new ArrayList<>();
    if (plain instanceof Map<?, ?> table && isTable(member)) {
      table.forEach((name, value) -> found.addAll(needingTrust(member + "." + name, value)));
    }
    return found;
  }

  /** Whether settings are written in a table of this name, as in {@code inherit.texts}. */
  static boolean isTable(String name) {
    return ALL.keySet().stream().anyMatch(key -> key.startsWith(name + "."));
  }

  private static <T> SettingKey<T> key(
      String name,
      SettingType<T> type,
      @Nullable T builtIn,
      SettingKey.Layering layering,
      String meaning) {
    return put(new SettingKey<>(name, type, builtIn, layering, value -> false, meaning));
  }

  private static <T> SettingKey<T> trusted(
      String name,
      SettingType<T> type,
      @Nullable T builtIn,
      SettingKey.Layering layering,
      String meaning) {
    return trusted(name, type, builtIn, layering, value -> true, meaning);
  }

  /**
   * @param needsTrust for which values a person's word is needed
   */
  private static <T> SettingKey<T> trusted(
      String name,
      SettingType<T> type,
      @Nullable T builtIn,
      SettingKey.Layering layering,
      Predicate<T> needsTrust,
      String meaning) {
    return put(new SettingKey<>(name, type, builtIn, layering, needsTrust, meaning));
  }

  private static <T> SettingKey<T> put(SettingKey<T> key) {
    ALL.put(key.name(), key);
    return key;
  }
}
