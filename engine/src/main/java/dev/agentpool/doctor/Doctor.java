package dev.agentpool.doctor;

import dev.agentpool.config.ConfigException;
import dev.agentpool.config.ConfigProblem;
import dev.agentpool.config.Home;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.node.parts.AgentVariables;
import dev.agentpool.node.parts.WallsHere;
import dev.agentpool.node.session.SetAside;
import dev.agentpool.session.AgentProvider;
import dev.agentpool.session.Detection;
import dev.agentpool.session.SessionSpec;
import dev.agentpool.session.ToolDesk;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at this machine and says what is there, what is not, and what to do. */
public final class Doctor {
  private static final long LITTLE_DISK = 1L << 30;
  private final Home home;
  private final Map<String, AgentProvider> providers;
  private final AgentVariables variables;
  private final String confinement;
  private final boolean confined;
  private final AgentSights sights;
  private final WallsHere walls;

  /**
   * @param variables what agents are given
   * @param confinement how sessions are kept from leaving processes behind, for people
   * @param confined whether that is the strong way
   * @param sights tells what agents will see of a project
   * @param walls whether walls can be put around sessions
   */
  public Doctor(
      Home home,
      Map<String, AgentProvider> providers,
      AgentVariables variables,
      String confinement,
      boolean confined,
      AgentSights sights,
      WallsHere walls) {
    this.home = home;
    this.providers = Map.copyOf(providers);
    this.variables = variables;
    this.confinement = confinement;
    this.confined = confined;
    this.sights = sights;
    this.walls = walls;
  }

  /** How one thing stands. */
  public enum Health {
    OK,
    WARN,
    FAIL
  }

  /** One thing looked at. */
  public record Check(String name, Health health, String detail, String advice) {}

  /**
   * One thing tried out.
   *
   * @param path what it was tried on; null where it is no file
   */
  public record Trial(String name, boolean ok, @Nullable Path path, String detail) {}

  /** Tries out what else is only looked at; takes up to some seconds. */
  public List<Trial> tryOut() {
    return new DeepChecks(home, variables.of(Settings.EMPTY)).all();
  }

  /**
   * Looks; takes up to a few seconds. {@code pool} may be null, {@code problems} are its files'.
   */
  public List<Check> examine(@Nullable PoolConfig pool, List<ConfigProblem> problems) {
    List<Check> checks = new ArrayList<>();
    checks.add(ok("java", Runtime.version().toString()));
    checks.add(
        confined
            ? ok("sessions", confinement)
            : new Check(
                "sessions",
                Health.WARN,
                confinement,
                "allow PID namespaces (util-linux unshare) for a stronger hold"));
    checks.add(walls());
    setAside().ifPresent(checks::add);
    Settings settings = pool == null ? Settings.EMPTY : pool.project().over(pool.user());
    Map<String, String> environment = variables.of(settings);
    checks.add(tool(environment, "git", "worktree and clone workspaces need it: install git"));
    checks.add(disk());
    for (ConfigProblem problem : problems) {
      checks.add(new Check("configuration", Health.FAIL, problem.toString(), "mend the line"));
    }
    checks.add(provider(settings, environment, pool == null ? home.root() : pool.directory()));
    if (pool != null) {
      checks.addAll(seen(pool, problems));
    }
    return checks;
  }

  /** Less, when a file that it needs is one of the problems. */
  private List<Check> seen(PoolConfig pool, List<ConfigProblem> problems) {
    try {
      return sights.checks(pool);
    } catch (ConfigException unusable) {
      if (problems.containsAll(unusable.problems())) {
        return List.of();
      }
      throw unusable;
    }
  }

  private Optional<Check> setAside() {
    List<SetAside.Aside> all = new SetAside(home).all();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    SetAside.Aside newest = all.getFirst();
    return Optional.of(
        new Check(
            "sessions set aside",
            Health.WARN,
            all.size() + " could not be taken over; the newest: " + newest.why(),
            "look at "
                + newest.folder()
                + ", then remove it; what was to be done again is in the queue"));
  }

  private Check walls() {
    return walls.stand()
        ? ok("walls", walls.why())
        : new Check(
            "walls",
            Health.WARN,
            "off: " + walls.why() + "; agents may do all that their user may",
            walls.advice());
  }

  private static Check ok(String name, String detail) {
    return new Check(name, Health.OK, detail, "");
  }

  private static Check tool(Map<String, String> environment, String name, String advice) {
    return onPath(environment, name)
        .map(path -> ok(name, path.toString()))
        .orElseGet(() -> new Check(name, Health.WARN, "not on the PATH", advice));
  }

  /** Whether a program is installed, as far as agents would find it. */
  public boolean has(String program) {
    return onPath(variables.of(Settings.EMPTY), program).isPresent();
  }

  /** A program as a shell with this environment finds it. */
  static Optional<Path> onPath(Map<String, String> environment, String name) {
    for (String folder : environment.getOrDefault("PATH", "/usr/bin:/bin").split(":")) {
      Path candidate = Path.of(folder.isEmpty() ? "." : folder, name);
      if (Files.isExecutable(candidate) && Files.isRegularFile(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private Check disk() {
    try {
      long free = Files.getFileStore(home.root()).getUsableSpace();
      String detail = free / (1 << 20) + " MiB free at " + home.root();
      return free > LITTLE_DISK
          ? ok("disk", detail)
          : new Check("disk", Health.WARN, detail, "make room: a full disk pauses the pools");
    } catch (IOException e) {
      return new Check("disk", Health.WARN, "cannot be seen: " + e.getMessage(), "");
    }
  }

  private Check provider(Settings settings, Map<String, String> environment, Path directory) {
    String name = settings.get(SettingKeys.PROVIDER);
    AgentProvider provider = providers.getOrDefault(name, providers.get(name.split(":", 2)[0]));
    if (provider == null) {
      return new Check(
          "provider",
          Health.FAIL,
          "there is no provider '" + name + "'",
          "known: " + providers.keySet());
    }
    Detection found =
        provider.detect(
            new SessionSpec(settings, directory, environment, false, null, null, ToolDesk.NONE));
    String detail = name + " " + found.version() + " at " + found.path();
    return found.usable()
        ? ok("provider", detail)
        : new Check("provider", Health.FAIL, name + " cannot be used", found.advice());
  }
}
