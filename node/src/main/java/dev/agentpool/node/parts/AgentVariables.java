package dev.agentpool.node.parts;

import dev.agentpool.config.PassedVariables;
import dev.agentpool.settings.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The environment that agents are given their part of: at first that of whoever started the daemon,
 * later what a person handed in from a shell of today. It is in memory only. Thread-safe.
 */
public final class AgentVariables {
  private volatile Map<String, String> held;

  /**
   * @param environment of whoever started the daemon, without what is the daemon's own
   */
  public AgentVariables(Map<String, String> environment) {
    this.held = withoutVenv(environment);
  }

  /** Names that differ between what is held and what a person has, sorted. */
  public record Differences(List<String> changed, List<String> missing, List<String> gone) {
    public boolean isEmpty() {
      return changed.isEmpty() && missing.isEmpty() && gone.isEmpty();
    }
  }

  /** What an agent of these settings gets. */
  public Map<String, String> of(Settings settings) {
    return PassedVariables.of(settings, held);
  }

  /** The names that agents of these settings get. */
  public List<String> names(Settings settings) {
    return List.copyOf(of(settings).keySet());
  }

  /** The names and patterns that a caller may hand in. */
  public List<String> patterns(Settings settings, Set<String> alsoSet) {
    Map<String, String> both = new HashMap<>(held);
    alsoSet.forEach(name -> both.putIfAbsent(name, ""));
    return PassedVariables.patterns(settings, both);
  }

  /** How a person's environment differs from what is held, in what agents of these settings get. */
  public Differences compare(Settings settings, Map<String, String> environment) {
    Map<String, String> theirs = PassedVariables.of(settings, withoutVenv(environment));
    Map<String, String> ours = of(settings);
    List<String> changed = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    List<String> gone = new ArrayList<>();
    Set<String> names = new TreeSet<>(theirs.keySet());
    names.addAll(ours.keySet());
    names.removeIf(name -> name.startsWith("AGENTPOOL_"));
    for (String name : names) {
      String there = theirs.get(name);
      String here = ours.get(name);
      if (here == null) {
        missing.add(name);
      } else if (there == null) {
        gone.add(name);
      } else if (!here.equals(there)) {
        changed.add(name);
      }
    }
    return new Differences(changed, missing, gone);
  }

  /**
   * From the next session on agents get these; a kept process that was started with others is
   * replaced before its next task.
   *
   * @param whole whether variables that are not in it go; else it only adds and changes
   * @param forgotten names that go in any case
   */
  public Differences renew(
      Settings settings, Map<String, String> environment, boolean whole, List<String> forgotten) {
    Differences differences = compare(settings, environment);
    Map<String, String> theirs = PassedVariables.of(settings, withoutVenv(environment));
    synchronized (this) {
      Map<String, String> renewed = new HashMap<>(held);
      if (whole) {
        renewed.keySet().removeAll(differences.gone());
      }
      forgotten.forEach(renewed::remove);
      renewed.putAll(theirs);
      held = Map.copyOf(renewed);
    }
    return differences;
  }

  /** A virtual environment belongs to the project that its shell was in. */
  private static Map<String, String> withoutVenv(Map<String, String> environment) {
    String venv = environment.get("VIRTUAL_ENV");
    String path = environment.get("PATH");
    if (venv == null || venv.isBlank() || path == null) {
      return Map.copyOf(environment);
    }
    Map<String, String> without = new HashMap<>(environment);
    List<String> folders = new ArrayList<>(List.of(path.split(":")));
    folders.removeIf(folder -> folder.equals(venv + "/bin"));
    without.put("PATH", String.join(":", folders));
    return Map.copyOf(without);
  }
}
