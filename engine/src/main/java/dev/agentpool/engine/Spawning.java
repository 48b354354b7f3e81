package dev.agentpool.engine;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.config.SessionsTable;
import dev.agentpool.ledger.SessionDraft;
import dev.agentpool.session.AgentProvider;
import dev.agentpool.settings.Access;
import dev.agentpool.settings.InvalidSetting;
import dev.agentpool.settings.SessionPolicy;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.settings.SlotMode;
import dev.agentpool.settings.Unattended;
import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.task.TaskSpec;
import dev.agentpool.task.Title;
import dev.agentpool.usage.ProviderIds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** From what is asked for to a session that may be opened (spec control-plane 11.1, 11.2). */
final class Spawning {
  private final Supplier<SessionsTable> policy;
  private final Function<String, @Nullable AgentProvider> providers;

  private final Consumer<String> usage;

  /**
   * @param usage throws {@link Refused} when the provider of that name has nothing left
   */
  Spawning(
      Supplier<SessionsTable> policy,
      Function<String, @Nullable AgentProvider> providers,
      Consumer<String> usage) {
    this.policy = policy;
    this.providers = providers;
    this.usage = usage;
  }

  /** Throws {@link Refused} for what nobody may or can have. */
  SessionDraft draft(PoolConfig pool, Spawn asked) {
    String task = WorkerPrompt.task(asked.task());
    SessionsTable now = policy.get();
    String provider = ProviderIds.provider(asked.provider());
    checkPolicy(now, asked, provider);
    Settings settings = settings(pool, asked, provider);
    TaskSpec first =
        Tasks.turn(pool, WorkerPrompt.of(asked, task), settings).withTitle(Title.ofFirstLine(task));
    return Tasks.checked(() ->
        new SessionDraft(
            pool.id(),
            first,
            asked.coordinator(),
            About.of(asked).write(),
            asked.lasts(),
            asked.maxTurns(),
            now.maxParallel(),
            asked.idempotencyKey()));
  }

  private void checkPolicy(SessionsTable now, Spawn asked, String provider) {
    oneOf("role", asked.role(), Spawn.ROLES);
    oneOf("isolation", asked.isolation(), Spawn.ISOLATIONS);
    if (provider.isBlank() || provider.equals("auto")) {
      throw blocked(
          asked,
          "require_explicit_provider",
          "the provider must be named, and agentpool chooses none: "
              + "see `agentpool inventory` (require_explicit_provider)");
    }
    String id = ProviderIds.id(provider);
    if (now.denied().contains(id) || now.denied().contains(provider)) {
      throw blocked(
          asked,
          "denied_providers",
          id + " is denied by denied_providers of [sessions] in config.toml");
    }
    if (!now.allowed().isEmpty()
        && !now.allowed().contains(id)
        && !now.allowed().contains(provider)) {
      throw blocked(
          asked,
          "allowed_providers",
          id
              + " is not among allowed_providers of [sessions] in config.toml: "
              + String.join(", ", now.allowed()));
    }
    if (Spawn.MUTATING.contains(asked.role())) {
      boolean worktree = asked.isolation().equals("worktree");
      if (now.worktreeForEdits() && !worktree) {
        throw blocked(
            asked,
            "require_worktree_for_edits",
            "an "
                + asked.role()
                + " must work in a worktree here (require_worktree_for_edits): add --isolation"
                + " worktree");
      }
      if (!now.sharedEdits() && asked.isolation().equals("shared")) {
        throw blocked(
            asked,
            "allow_shared_repo_edits",
            "an "
                + asked.role()
                + " may not change the project's own directory here (allow_shared_repo_edits):"
                + " use --isolation worktree");
      }
    }
    if (providers.apply(provider) == null) {
      throw new Refused(
          Refused.Kind.NOT_FOUND,
          "provider_not_found",
          "there is no provider '" + asked.provider() + "': see `agentpool inventory`",
          Map.of("provider_id", asked.provider()));
    }
  }

  /** Throws {@link Refused} while its provider has nothing left. */
  void checkUsage(Spawn asked) {
    usage.accept(ProviderIds.provider(asked.provider()));
  }

  private static void oneOf(String what, String given, List<String> known) {
    if (!known.contains(given)) {
      throw Refused.invalid(
          "'" + what + "' must be one of " + String.join(", ", known) + ", not " + given);
    }
  }

  private static Refused blocked(Spawn asked, String policy, String why) {
    return new Refused(
        Refused.Kind.CONFLICT,
        "policy_blocked",
        why,
        Map.of(
            "policy",
            policy,
            "provider_id",
            asked.provider(),
            "role",
            asked.role(),
            "isolation",
            asked.isolation()));
  }

  private Settings settings(PoolConfig pool, Spawn asked, String provider) {
    try {
      Map<String, Object> plain = new LinkedHashMap<>();
      asked.model().ifPresent(model -> plain.put(SettingKeys.MODEL.name(), model));
      asked.reasoningEffort().ifPresent(effort -> plain.put(SettingKeys.EFFORT.name(), effort));
      asked
          .serviceTier()
          .ifPresent(tier ->
              plain.put(SettingKeys.VENDOR.name(), Map.of(provider, Map.of("service_tier", tier))));
      if (!asked.allowedFiles().isEmpty()) {
        plain.put(SettingKeys.ALLOWED_FILES.name(), within(pool, asked.allowedFiles()));
      }
      Settings settings =
          Settings.read(plain)
              .over(asked.settings())
              .with(SettingKeys.PROVIDER, provider)
              .with(SettingKeys.WORKSPACE, workspace(asked))
              .with(SettingKeys.SLOT_MODE, SlotMode.PERSISTENT)
              .with(SettingKeys.SESSION_POLICY, SessionPolicy.PER_SLOT);
      Settings asking =
          settings.find(SettingKeys.UNATTENDED).isPresent()
              ? settings
              : settings.with(SettingKeys.UNATTENDED, Unattended.PARK);
      return asking.over(access(pool, asked, provider));
    } catch (InvalidSetting wrong) {
      throw Refused.invalid(String.valueOf(wrong.getMessage()));
    }
  }

  /** Also in a tree of its own it works on the project's files, so they are named from there. */
  static List<String> within(PoolConfig pool, List<String> files) {
    String root = pool.directory() + "/";
    return files.stream()
        .map(file -> file.startsWith(root) ? file.substring(root.length()) : file)
        .toList();
  }

  private static WorkspaceMode workspace(Spawn asked) {
    return switch (asked.isolation()) {
      case "shared" -> WorkspaceMode.SHARED;
      case "worktree" -> WorkspaceMode.WORKTREE;
      default -> WorkspaceMode.READ_ONLY;
    };
  }

  /**
   * Who only looks is held to it by the CLI where that can, else by the walls around its workspace;
   * who works in a workspace may edit it and asks for the rest, unless the pool says otherwise.
   */
  private Settings access(PoolConfig pool, Spawn asked, String provider) {
    boolean looks = asked.isolation().equals("read_only");
    AgentProvider known = providers.apply(provider);
    Access wanted = looks ? Access.READ : Access.EDIT;
    boolean isSaid =
        !looks && pool.project().over(pool.user()).find(SettingKeys.PERMISSION_MODE).isPresent();
    return isSaid || known == null || !known.capabilities().enforces().contains(wanted)
        ? Settings.EMPTY
        : Settings.read(Map.of("access", wanted.wireName()));
  }
}
