package dev.agentpool.expert;

import dev.agentpool.paper.GoText;
import dev.agentpool.paper.SafeName;
import dev.agentpool.paper.TomlFields;
import dev.agentpool.paper.TomlText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** From the tables of a {@code pool.toml} to what they say. */
final class PoolReader {
  /** Tables of our own dialect that may stand beside, and are read elsewhere. */
  private static final List<String> OUR_TABLES =
      List.of("settings", "provider", "budget", "scaling", "supervisor");

  private static final List<String> OF_EXPERTS =
      List.of("model", "allowed_tools", "session_timeout", "provider", "owns");
  private final TomlText file;
  private final TomlFields root;

  PoolReader(TomlText file) {
    this.file = file;
    this.root = file.root();
  }

  ExpertPool pool() {
    List<String> known = new ArrayList<>(ExpertPoolFile.OWN_TABLES);
    root.keys().stream().filter(OUR_TABLES::contains).forEach(known::add);
    root.knowing(known);
    TomlFields pool = root.table("pool").knowing(List.of("name", "project_dir"));
    TomlFields defaults =
        root.table("defaults")
            .knowing(
                List.of("model", "allowed_tools", "session_timeout", "log_retention", "provider"));
    TomlFields architect = root.table(Role.ARCHITECT.word());
    return new ExpertPool(
        pool.text("name"),
        pool.text("project_dir"),
        defaults(defaults),
        roles(),
        experts(),
        shared(),
        approvalMode(architect),
        humanInbox(architect),
        curation(
            root.table("curation").knowing(List.of("interval_tasks", "interval_hours", "seed"))),
        logRetention(defaults),
        file.warnings());
  }

  private static ExpertSettings defaults(TomlFields table) {
    List<String> tools = table.texts("allowed_tools");
    return new ExpertSettings(
        Objects.requireNonNullElse(table.named("model"), ExpertPool.USUAL_MODEL),
        tools.isEmpty() ? ExpertPool.USUAL_TOOLS : tools,
        Objects.requireNonNullElse(table.length("session_timeout"), Duration.ZERO),
        table.named("provider"),
        List.of());
  }

  private Map<Role, ExpertSettings> roles() {
    Map<Role, ExpertSettings> roles = new EnumMap<>(Role.class);
    List<String> architects = new ArrayList<>(OF_EXPERTS);
    architects.addAll(List.of("approval_mode", "human_inbox"));
    for (Role role : Role.values()) {
      TomlFields table =
          root.table(role.word()).knowing(role == Role.ARCHITECT ? architects : OF_EXPERTS);
      if (!table.keys().isEmpty()) {
        roles.put(role, settings(table));
      }
    }
    return roles;
  }

  private SortedMap<ExpertName, ExpertSettings> experts() {
    SortedMap<ExpertName, ExpertSettings> experts = new TreeMap<>();
    TomlFields tables = root.table("experts");
    for (String name : tables.keys()) {
      TomlFields table = tables.table(name).knowing(OF_EXPERTS);
      if (!ExpertName.isName(name)) {
        tables.warn(name, ExpertName.problem(name) + " (this expert is left out)");
      } else if (Role.of(name).isPresent()) {
        tables.warn(
            name,
            "'" + name + "' is a role of every pool, not an expert; write [" + name + "] instead");
      } else {
        experts.put(new ExpertName(name), settings(table));
      }
    }
    return experts;
  }

  private static ExpertSettings settings(TomlFields table) {
    return new ExpertSettings(
        table.named("model"),
        table.texts("allowed_tools"),
        table.length("session_timeout"),
        table.named("provider"),
        table.texts("owns"));
  }

  private Set<ExpertName> shared() {
    Set<ExpertName> shared = new LinkedHashSet<>();
    for (String name : root.table("shared").knowing(List.of("include")).texts("include")) {
      ExpertName.of(name).ifPresent(shared::add);
    }
    return shared;
  }

  private ApprovalMode approvalMode(TomlFields architect) {
    String word = architect.text("approval_mode");
    if (word.isEmpty()) {
      return ApprovalMode.DECOMPOSITION;
    }
    if (ApprovalMode.of(word).isEmpty()) {
      architect.warn(
          "approval_mode",
          "unknown approval_mode '"
              + word
              + "'; use none, decomposition or all (it counts as all)");
    }
    return ApprovalMode.of(word).orElse(ApprovalMode.ALL);
  }

  private HumanInbox humanInbox(TomlFields architect) {
    HumanInbox inbox = HumanInbox.of(architect.text("human_inbox"));
    if (inbox instanceof HumanInbox.Unsupported unsupported) {
      architect.warn("human_inbox", unsupported.problem());
    }
    return inbox;
  }

  private static Curation curation(TomlFields table) {
    return new Curation(
        Objects.requireNonNullElse(table.number("interval_tasks"), Curation.USUAL.tasks()),
        Objects.requireNonNullElse(table.number("interval_hours"), Curation.USUAL.hours()),
        Objects.requireNonNullElse(table.flag("seed"), Curation.USUAL.seed()));
  }

  private static int logRetention(TomlFields defaults) {
    int kept = Objects.requireNonNullElse(defaults.number("log_retention"), 0);
    return kept <= 0 ? ExpertPool.USUAL_LOG_RETENTION : kept;
  }

  /** The first thing that is wrong with a shared expert; empty when nothing is. */
  String invalidShared(ExpertPool pool) {
    for (String name : root.table("shared").texts("include")) {
      String quoted = "shared expert " + GoText.quoted(name);
      if (!SafeName.isSafe(name) || !ExpertName.isName(name)) {
        return "invalid shared expert name " + GoText.quoted(name) + ": must be a simple filename";
      }
      if (Role.of(name).isPresent()) {
        return quoted + " conflicts with built-in role";
      }
      if (pool.experts().containsKey(new ExpertName(name))) {
        return quoted + " conflicts with pool-scoped expert";
      }
    }
    return "";
  }
}
