package dev.agentpool.expert;

import dev.agentpool.paper.FileProblem;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An expert pool as its {@code pool.toml} describes it (spec expert-pool 3), with what counts where
 * it says nothing.
 *
 * @param name empty when it has none
 * @param projectDirectory where sessions work, as written; empty for the daemon's own
 * @param roles what is said of architect, researcher and concierge, where something is
 * @param experts the pool's own, by name
 * @param shared those it shares with others, in the order they were written
 * @param defaults complete: nothing in it is open but the provider
 * @param logRetention how many logs of an expert are kept before they are archived
 * @param warnings what its writer should know: it counts all the same
 */
public record ExpertPool(
    String name,
    String projectDirectory,
    ExpertSettings defaults,
    Map<Role, ExpertSettings> roles,
    SortedMap<ExpertName, ExpertSettings> experts,
    Set<ExpertName> shared,
    ApprovalMode approvalMode,
    HumanInbox humanInbox,
    Curation curation,
    int logRetention,
    List<FileProblem> warnings) {
  public static final String USUAL_MODEL = "sonnet";
  public static final List<String> USUAL_TOOLS =
      List.of("Read", "Write", "Edit", "Bash", "Grep", "Glob");
  public static final int USUAL_LOG_RETENTION = 50;

  public ExpertPool {
    roles = Map.copyOf(roles);
    experts = new TreeMap<>(experts);
    shared = Collections.unmodifiableSet(new LinkedHashSet<>(shared));
    warnings = List.copyOf(warnings);
  }

  /** How sessions of one of this pool are started. */
  public ExpertSettings settings(ExpertName name) {
    ExpertSettings own =
        name.role()
            .map(role -> roles.getOrDefault(role, ExpertSettings.NONE))
            .orElseGet(() -> experts.getOrDefault(name, ExpertSettings.NONE));
    return own.over(defaults);
  }

  /** Whether mail for it can be delivered: an expert of either kind, or a role. */
  public boolean knows(ExpertName name) {
    return name.role().isPresent() || experts.containsKey(name) || shared.contains(name);
  }

  public boolean isShared(ExpertName name) {
    return shared.contains(name);
  }

  /** Where one's things lie; a shared expert's are elsewhere. */
  public ExpertPlace place(PoolLayout layout, ExpertName name) {
    return isShared(name) ? layout.sharedPlace(name) : layout.place(name);
  }

  /** All to whom mail can be sent: roles, the pool's experts by name, then the shared ones. */
  public List<ExpertName> recipients() {
    Set<ExpertName> all = new LinkedHashSet<>();
    for (Role role : Role.values()) {
      all.add(role.expert());
    }
    all.addAll(experts.keySet());
    all.addAll(shared);
    return List.copyOf(all);
  }

  /** All for whom sessions are started: recipients without the concierge. */
  public List<ExpertName> workers() {
    return recipients().stream().filter(name -> !name.equals(Role.CONCIERGE.expert())).toList();
  }

  /** Where sessions work, if the file says so. */
  public Optional<Path> project(Path home, Path here) {
    return projectDirectory.isEmpty()
        ? Optional.empty()
        : Optional.of(PoolDiscovery.written(projectDirectory, home, here));
  }
}
