package dev.agentpool.inside.child;

import dev.agentpool.inside.Caller;
import dev.agentpool.settings.PermissionMode;
import dev.agentpool.settings.SessionPolicy;
import dev.agentpool.settings.SettingKey;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.settings.WorkspaceMode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a child's settings may be: no more than its parent was given. A setting that gives nothing
 * (a model, a limit) is free; of the others a child may ask for less, never for more, and what it
 * leaves open is as its parent has it. A setting that this class does not know gives something.
 */
final class Bounds {
  private static final Set<String> FREE =
      Stream.of(
              SettingKeys.MODEL,
              SettingKeys.FALLBACK_MODEL,
              SettingKeys.EFFORT,
              SettingKeys.SYSTEM_PROMPT,
              SettingKeys.APPEND_SYSTEM_PROMPT,
              SettingKeys.JSON_SCHEMA,
              SettingKeys.MAX_TURNS,
              SettingKeys.MAX_TOKENS,
              SettingKeys.MAX_BUDGET_USD, // counted, see Allowance
              SettingKeys.SLOT_MODE,
              SettingKeys.RECYCLE_AFTER,
              SettingKeys.IDLE_TIMEOUT,
              SettingKeys.TIMEOUT,
              SettingKeys.STALL_TIMEOUT,
              SettingKeys.BACKGROUND_WAIT,
              SettingKeys.ON_DENIAL,
              SettingKeys.WHEN_UNUSABLE,
              SettingKeys.MAX_ATTEMPTS,
              SettingKeys.RETRY_DELAY)
          .map(SettingKey::name)
          .collect(Collectors.toUnmodifiableSet());

  private final Settings parent;
  private final UnaryOperator<Settings> resolve;

  /**
   * @param parent all layers of the parent's settings
   * @param resolve lays a child's layer over the pool's
   */
  Bounds(Settings parent, UnaryOperator<Settings> resolve) {
    this.parent = parent;
    this.resolve = resolve;
  }

  /** The child's layer within its parent's; throws {@link Caller.Refused} when it asks for more. */
  Settings within(Settings child) {
    Map<String, Object> asked = child.plain();
    Map<String, Object> bounded = new LinkedHashMap<>(asked);
    Settings all = resolve.apply(child);
    for (SettingKey<?> key : SettingKeys.all()) {
      String name = key.name();
      if (key.equals(SettingKeys.PERMISSION_MODE)) {
        PermissionMode most = parent.get(SettingKeys.PERMISSION_MODE);
        if (rank(all.get(SettingKeys.PERMISSION_MODE)) > rank(most)) {
          lower(asked, bounded, name, most.wireName());
        }
      } else if (key.equals(SettingKeys.WORKSPACE)) {
        boolean onlyLooks = all.get(SettingKeys.PERMISSION_MODE) == PermissionMode.PLAN;
        WorkspaceMode most = parent.get(SettingKeys.WORKSPACE);
        if (!onlyLooks && rank(all.get(SettingKeys.WORKSPACE)) > rank(most)) {
          lower(asked, bounded, name, parent.plain().getOrDefault(name, "shared"));
        }
      } else if (key.equals(SettingKeys.ALLOWED_TOOLS)) {
        noOthers(asked, name, parent.find(SettingKeys.ALLOWED_TOOLS).orElse(List.of()));
      } else if (key.equals(SettingKeys.TOOLS)) {
        tools(asked, bounded);
      } else if (key.equals(SettingKeys.SESSION_POLICY)) {
        conversation(child, all, bounded);
      } else if (key.equals(SettingKeys.DISALLOWED_TOOLS)) {
        forbidden(child, all, bounded);
      } else if (key.equals(SettingKeys.ALLOWED_FILES) && parent.find(key).isEmpty()) {
        continue; // less than all files
      } else if (!FREE.contains(name) && !key.equals(SettingKeys.SESSION)) {
        asTheParents(key, asked, all, bounded);
      }
    }
    return Settings.read(bounded);
  }

  private static void lower(
      Map<String, Object> asked, Map<String, Object> bounded, String name, Object most) {
    if (asked.containsKey(name)) {
      throw more(name, asked.get(name), most);
    }
    bounded.put(name, most);
  }

  private static Caller.Refused more(String name, @Nullable Object asked, @Nullable Object most) {
    return new Caller.Refused(
        name
            + " = "
            + shown(asked)
            + " would give a task that was started inside another one more than that one has ("
            + (most == null ? "not set" : shown(most))
            + "): leave it out, or ask for no more");
  }

  private static String shown(@Nullable Object value) {
    return value instanceof Map<?, ?> table
        ? "{" + String.join(", ", names(table)) + "}"
        : value + "";
  }

  /** Values of tables may be secret. */
  private static List<String> names(Map<?, ?> table) {
    return table.keySet().stream().map(String::valueOf).sorted().toList();
  }

  private static void noOthers(Map<String, Object> asked, String name, List<String> known) {
    if (asked.get(name) instanceof List<?> list && !known.containsAll(list)) {
      throw more(name, list, known);
    }
  }

  /**
   * A conversation with others than the child's own plan has what a child is not to know, and may
   * be the one that its parent is in and waits for it.
   */
  private void conversation(Settings child, Settings all, Map<String, Object> bounded) {
    SessionPolicy own = child.find(SettingKeys.SESSION_POLICY).orElse(null);
    bounded.remove(SettingKeys.SESSION.name());
    if (own == SessionPolicy.PER_CHAIN) {
      return;
    }
    SessionPolicy pools = resolve.apply(Settings.EMPTY).get(SettingKeys.SESSION_POLICY);
    if (own != null && own != SessionPolicy.PER_TASK && own != pools) {
      throw new Caller.Refused(
          "session_policy = "
              + own.wireName()
              + " would let a task that was started inside another one into a conversation of"
              + " others: leave it out, or ask for per_chain");
    }
    if (all.get(SettingKeys.SESSION_POLICY) != SessionPolicy.PER_TASK) {
      bounded.put(SettingKeys.SESSION_POLICY.name(), SessionPolicy.PER_TASK.wireName());
    }
  }

  private void tools(Map<String, Object> asked, Map<String, Object> bounded) {
    String name = SettingKeys.TOOLS.name();
    List<String> known = parent.find(SettingKeys.TOOLS).orElse(null);
    if (known == null) {
      return;
    }
    noOthers(asked, name, known);
    bounded.putIfAbsent(name, known);
  }

  private void forbidden(Settings child, Settings all, Map<String, Object> bounded) {
    List<String> now = all.find(SettingKeys.DISALLOWED_TOOLS).orElse(List.of());
    List<String> parents = parent.find(SettingKeys.DISALLOWED_TOOLS).orElse(List.of());
    if (!now.containsAll(parents)) {
      Set<String> both =
          new LinkedHashSet<>(child.find(SettingKeys.DISALLOWED_TOOLS).orElse(List.of()));
      both.addAll(parents);
      bounded.put(SettingKeys.DISALLOWED_TOOLS.name(), List.copyOf(both));
    }
  }

  private void asTheParents(
      SettingKey<?> key, Map<String, Object> asked, Settings all, Map<String, Object> bounded) {
    Object theirs = all.value(key).orElse(null);
    Object most = parent.value(key).orElse(null);
    if (Objects.equals(theirs, most)) {
      return;
    }
    if (asked.containsKey(key.name()) || parent.find(key).isEmpty()) {
      throw more(key.name(), asked.get(key.name()), parent.plain().get(key.name()));
    }
    bounded.put(key.name(), parent.plain().get(key.name()));
  }

  private static int rank(PermissionMode mode) {
    return switch (mode) {
      case PLAN -> 0;
      case DONT_ASK, DEFAULT -> 1;
      case ACCEPT_EDITS -> 2;
      case AUTO -> 3;
      case BYPASS_PERMISSIONS -> 4;
    };
  }

  private static int rank(WorkspaceMode mode) {
    return switch (mode) {
      case READ_ONLY -> 0;
      case CLONE, WORKTREE -> 1;
      case SHARED -> 2;
    };
  }
}
