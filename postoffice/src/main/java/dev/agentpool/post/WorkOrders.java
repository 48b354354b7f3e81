package dev.agentpool.post;

import dev.agentpool.budget.Money;
import dev.agentpool.config.Home;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.expert.ExpertPool;
import dev.agentpool.expert.ExpertSettings;
import dev.agentpool.expert.Role;
import dev.agentpool.mail.Mail;
import dev.agentpool.settings.PermissionMode;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.settings.SlotMode;
import dev.agentpool.task.Ordering;
import dev.agentpool.task.RetryPolicy;
import dev.agentpool.task.ReviewPolicy;
import dev.agentpool.task.TaskSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What task a mail is: whose lane, which settings, how soon, how often. */
final class WorkOrders {
  /** Whose agents have the pool's tools inside the daemon; those of others start a program. */
  private static final String SERVED_INSIDE = "claude";

  /** Whose agents begin before their servers are there, unless they are told to wait for them. */
  private static final String BEGINS_AT_ONCE = "codex-cli";

  private static final int STARTUP_SECONDS = 60;

  /** Whose agents are told by name which tools they have; those of others know an access alone. */
  static final Set<String> KNOW_NAMES = Set.of(SERVED_INSIDE, "scripted");

  private static final int[] PRIORITIES = {-10, 0, 10, 50};
  private static final Duration LONGEST_DELAY = Duration.ofMinutes(10);
  private static final Duration LONGEST_UNASKED = Duration.ofMinutes(15);
  private static final Money MOST_UNASKED = Money.ofUsd(1);
  private final Home home;
  private final Path launcher;

  /**
   * @param launcher the program {@code agent-pool}, which agents start with {@code mcp}
   */
  WorkOrders(Home home, Path launcher) {
    this.home = home;
    this.launcher = launcher;
  }

  TaskSpec of(PoolConfig pool, Roster roster, Expert expert, Mail mail, Sender sender) {
    Settings settings = settings(pool, roster, expert, mail);
    if (FirstKnowledge.isOne(mail)) {
      settings = bounded(settings, settings.over(pool.project().over(pool.user())));
    }
    Settings all = settings.over(pool.project().over(pool.user()));
    Duration delay = all.get(SettingKeys.RETRY_DELAY);
    return Mailed.spec(mail, sender)
        .withSettings(settings)
        .withOrdering(new Ordering(PRIORITIES[mail.priority().urgency()], laneOf(expert), null))
        .withRetry(
            new RetryPolicy(
                all.get(SettingKeys.MAX_ATTEMPTS),
                delay,
                delay.compareTo(LONGEST_DELAY) > 0 ? delay : LONGEST_DELAY))
        .withReview(new ReviewPolicy(isVerified(mail, sender), ReviewPolicy.NONE.maxRejections()))
        .withCap(all.find(SettingKeys.MAX_BUDGET_USD).orElse(null));
  }

  /** What nobody asked for costs no more than this, unless it is said what it may cost. */
  private static Settings bounded(Settings settings, Settings all) {
    Settings bounded = settings.with(SettingKeys.MAX_ATTEMPTS, 1);
    if (all.find(SettingKeys.TIMEOUT).isEmpty()) {
      bounded = bounded.with(SettingKeys.TIMEOUT, LONGEST_UNASKED);
    }
    return all.find(SettingKeys.MAX_BUDGET_USD).isEmpty()
            && KNOW_NAMES.contains(all.get(SettingKeys.PROVIDER)) // others take no cap in dollars
        ? bounded.with(SettingKeys.MAX_BUDGET_USD, MOST_UNASKED)
        : bounded;
  }

  /** One expert does one thing at a time, a shared one over all its pools. */
  private static String laneOf(Expert expert) {
    String lane = Short.key("expert:" + expert.name());
    return expert.isShared() ? Ordering.everywhere(lane) : lane;
  }

  /** What the architect hands out under a contract is done when it says so. */
  private static boolean isVerified(Mail mail, Sender sender) {
    return sender.verified()
        && !mail.contracts().isEmpty()
        && mail.from().equals(Role.ARCHITECT.word());
  }

  private Settings settings(PoolConfig pool, Roster roster, Expert expert, Mail mail) {
    ExpertSettings own = expert.settings();
    Settings settings =
        Settings.EMPTY
            .with(SettingKeys.SLOT_MODE, SlotMode.EPHEMERAL)
            .with(SettingKeys.ENVIRONMENT, variables(roster, expert, mail));
    if (own.limit().isPresent()) {
      settings = settings.with(SettingKeys.TIMEOUT, own.limit().get());
    }
    String provider = own.provider();
    if (provider != null) {
      settings = settings.with(SettingKeys.PROVIDER, provider);
    }
    String does = settings.over(pool.project().over(pool.user())).get(SettingKeys.PROVIDER);
    boolean knowsNames = KNOW_NAMES.contains(does);
    String model = own.model();
    if (model != null && (knowsNames || !model.equals(ExpertPool.USUAL_MODEL))) {
      settings = settings.with(SettingKeys.MODEL, model);
    }
    return forOthers(
        knowsNames ? named(settings, roster, expert) : settings, does, pool, roster, expert);
  }

  private static Settings named(Settings settings, Roster roster, Expert expert) {
    List<String> own = expert.settings().allowedTools();
    List<String> tools = new ArrayList<>(own);
    tools.addAll(RoleTools.allowed(expert.role()));
    List<String> denied =
        roster.pool().defaults().allowedTools().stream()
            .filter(tool -> !own.contains(tool))
            .toList();
    Settings named =
        settings
            .with(SettingKeys.PERMISSION_MODE, PermissionMode.DONT_ASK)
            .with(SettingKeys.ALLOWED_TOOLS, tools);
    return denied.isEmpty() ? named : named.with(SettingKeys.DISALLOWED_TOOLS, denied);
  }

  private static Map<String, Object> variables(Roster roster, Expert expert, Mail mail) {
    Map<String, Object> variables = new LinkedHashMap<>();
    variables.put(ExpertVariables.EXPERT, expert.name().value());
    variables.put(ExpertVariables.TASK, mail.id().value());
    variables.put(ExpertVariables.POOL, roster.layout().root().toString());
    variables.put(ExpertVariables.NAME, roster.pool().name());
    return variables;
  }

  /** What an agent needs that is not Claude Code: the tools as a program, and its own leave. */
  private Settings forOthers(
      Settings settings, String provider, PoolConfig pool, Roster roster, Expert expert) {
    if (provider.equals(SERVED_INSIDE)) {
      return settings;
    }
    List<String> arguments =
        new ArrayList<>(List.of("mcp", "--pool", roster.layout().root().toString()));
    if (expert.role().isPresent()) {
      arguments.addAll(List.of("--role", expert.name().value()));
    } else {
      arguments.addAll(List.of("--expert", expert.name().value()));
    }
    String door = home.insidePoolSocket(pool.id().value()).toString();
    arguments.addAll(List.of("--door", door));
    if (expert.isShared()) {
      arguments.addAll(List.of("--shared", "true"));
    }
    Map<String, Object> server = new LinkedHashMap<>();
    server.put("type", "stdio");
    server.put("command", launcher.toString());
    server.put("args", arguments);
    server.put("env", Map.of("AGENT_POOL_HOME", home.root().toString()));
    if (provider.equals(BEGINS_AT_ONCE)) {
      server.put("required", true);
      server.put("startup_timeout_sec", STARTUP_SECONDS);
    }
    Settings with = settings.with(SettingKeys.MCP_SERVERS, Map.of(RoleTools.SERVER, server));
    boolean writes =
        expert.settings().allowedTools().stream()
            .anyMatch(tool -> tool.startsWith("Write") || tool.startsWith("Edit"));
    return writes ? with.with(SettingKeys.PERMISSION_MODE, PermissionMode.ACCEPT_EDITS) : with;
  }
}
