package dev.agentpool.project;

import dev.agentpool.budget.Reservation;
import dev.agentpool.config.ConfigException;
import dev.agentpool.config.ConfigProblem;
import dev.agentpool.config.Dialect;
import dev.agentpool.config.Home;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.config.PoolFiles;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.node.Node;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.settings.Settings;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From a project directory to its open pool. Reads the files again when they changed. The caps in
 * {@code pool.toml} count when they change; what {@code budget set} says in between stands until
 * then.
 */
public final class Projects {
  private static final Logger LOG = LoggerFactory.getLogger(Projects.class);
  private static final Pattern DOLLARS = Pattern.compile("\\$([0-9]+(?:\\.[0-9]+)?)");
  private final Home home;
  private final PoolFiles files;
  private final UnaryOperator<PoolConfig> over;
  private final Node node;
  private final Ledger ledger;
  private final Relatives relatives;
  private final Set<PoolId> untold = ConcurrentHashMap.newKeySet();
  private final Map<Path, Read> reads = new ConcurrentHashMap<>();

  private record Read(PoolConfig config, @Nullable FileTime project, @Nullable FileTime user) {
    boolean isOf(@Nullable FileTime projectNow, @Nullable FileTime userNow) {
      return Objects.equals(project, projectNow) && Objects.equals(user, userNow);
    }
  }

  /** Pools as their files describe them. */
  public Projects(Home home, Node node, Ledger ledger) {
    this(home, node, ledger, UnaryOperator.identity());
  }

  /**
   * @param over what a program that embeds this says about a pool beyond its files
   */
  public Projects(Home home, Node node, Ledger ledger, UnaryOperator<PoolConfig> over) {
    this(home, node, ledger, over, Dialect.NONE);
  }

  /**
   * @param other a way to write a project's file beside agentpool's own
   */
  public Projects(
      Home home, Node node, Ledger ledger, UnaryOperator<PoolConfig> over, Dialect other) {
    this.home = home;
    this.files = new PoolFiles(home, other);
    this.over = over;
    this.node = node;
    this.ledger = ledger;
    this.relatives = new Relatives(home, ledger);
  }

  /**
   * Opens the pool of a project, or finds it open. Throws {@link ConfigException} when its files
   * cannot be used.
   */
  public PoolConfig open(String directory) {
    Path project = ownerOf(real(directory));
    Read known = reads.get(project);
    return known != null && isFresh(known, project) ? known.config : read(project);
  }

  /**
   * One at a time: who opens a pool together with another must not take the caps that it notes for
   * changed ones, and so undo what somebody has set since.
   */
  private synchronized PoolConfig read(Path project) {
    Read known = reads.get(project);
    if (known != null && isFresh(known, project)) {
      return known.config;
    }
    FileTime projectTime = time(PoolFiles.poolFile(project));
    FileTime userTime = time(home.config());
    PoolConfig config = over.apply(files.read(project));
    take(config, projectTime, userTime);
    return config;
  }

  private boolean isFresh(Read known, Path project) {
    return known.isOf(time(PoolFiles.poolFile(project)), time(home.config()));
  }

  private void take(PoolConfig config, @Nullable FileTime project, @Nullable FileTime user) {
    boolean made = ledger.pools().stream().noneMatch(pool -> pool.id().equals(config.id()));
    node.open(config);
    List<String> others = new ArrayList<>(relatives.of(config));
    others.addAll(files.notices(config.directory()));
    node.notices(config.id(), others);
    if (made && !others.isEmpty()) {
      untold.add(config.id());
    }
    followCaps(config);
    reads.put(config.directory(), new Read(config, project, user));
    node.filesProblem(config.id(), null);
  }

  /**
   * What to tell whoever asks: what is wrong with the pool's files, and, once, that it was made
   * beside another one of its project.
   */
  public List<String> tell(PoolId pool) {
    List<String> told = new ArrayList<>();
    node.filesProblem(pool)
        .ifPresent(what -> told.add("the pool's files cannot be used now; " + what));
    if (untold.remove(pool)) {
      told.addAll(node.pool(pool).map(Node.PoolView::notices).orElse(List.of()));
    }
    return told;
  }

  /**
   * The pool of a project as it stands, to be looked at and to be quietened: also one whose files
   * cannot be used, with the settings before while it runs, else without slots. Throws {@link
   * ConfigException} when they cannot be used and there was no pool there.
   */
  public PoolConfig standing(String directory) {
    try {
      return open(directory);
    } catch (ConfigException broken) {
      Path project = ownerOf(real(directory));
      PoolConfig pool = running(project).or(() -> bare(project)).orElseThrow(() -> broken);
      node.filesProblem(pool.id(), troubled(pool, said(broken)));
      return pool;
    }
  }

  private Optional<PoolConfig> running(Path project) {
    return node.files().stream().filter(pool -> pool.directory().equals(project)).findFirst();
  }

  /** Opened without what its files say, so that every status tells it and it heals by itself. */
  private synchronized Optional<PoolConfig> bare(Path project) {
    Optional<PoolConfig> opened = running(project);
    if (opened.isPresent()) {
      return opened;
    }
    Optional<PoolConfig> known =
        ledger.pools().stream()
            .filter(record -> record.directory().equals(project.toString()))
            .reduce((_, last) -> last)
            .map(this::configOf);
    known.ifPresent(node::open);
    return known;
  }

  /**
   * Lets the open pools follow their files without anybody's asking, and notes of each what is
   * wrong with them.
   */
  public void follow() {
    for (PoolConfig pool : node.files()) {
      try {
        node.filesProblem(pool.id(), followed(pool));
      } catch (ConfigException broken) {
        node.filesProblem(pool.id(), troubled(pool, said(broken)));
      }
    }
  }

  private synchronized @Nullable String followed(PoolConfig pool) {
    Path project = real(pool.directory().toString());
    FileTime projectTime = time(PoolFiles.poolFile(project));
    FileTime userTime = time(home.config());
    Read known = reads.get(project);
    if (known != null && !known.isOf(projectTime, userTime)) {
      known = null;
    }
    PoolConfig now = known != null ? known.config : over.apply(files.read(project));
    if (!now.id().equals(pool.id())) {
      return troubled(
          pool,
          PoolFiles.poolFile(project)
              + " names the pool \""
              + now.name()
              + "\" now, which is another one: this one's name is \""
              + pool.name()
              + "\"");
    }
    if (known == null) {
      take(now, projectTime, userTime);
    }
    return null;
  }

  private static String said(ConfigException broken) {
    return String.join("; ", broken.problems().stream().map(ConfigProblem::toString).toList());
  }

  private static String troubled(PoolConfig pool, String why) {
    return (pool.slots().isEmpty()
            ? "it has no slots, so what it has waits: "
            : "it takes no new work, and what it has goes on with the settings before: ")
        + why
        + "; correct that, and it goes on by itself";
  }

  /** A slot's worktree or clone belongs to the project it was made for; there is no pool for it. */
  private Path ownerOf(Path directory) {
    Path workspaces = home.workspaces();
    try {
      workspaces = workspaces.toRealPath();
    } catch (IOException none) {
      return directory;
    }
    if (!directory.startsWith(workspaces) || directory.equals(workspaces)) {
      return directory;
    }
    String pool = workspaces.relativize(directory).getName(0).toString();
    return ledger.pools().stream()
        .filter(record -> record.id().value().equals(pool))
        .findFirst()
        .map(record -> Path.of(record.directory()))
        .orElse(directory);
  }

  /** What is wrong with a project's files; empty when nothing is. */
  public List<ConfigProblem> problems(String directory) {
    try {
      return files.problems(real(directory));
    } catch (ConfigException noDirectory) {
      return noDirectory.problems();
    }
  }

  /**
   * For a pool whose attempts are taken over: its files as they are, or bare ones when they are
   * gone or broken.
   */
  public PoolConfig configOf(PoolRecord pool) {
    Path project = Path.of(pool.directory());
    try {
      PoolConfig config = over.apply(files.read(project));
      if (config.id().equals(pool.id())) {
        return config;
      }
    } catch (ConfigException e) {
      LOG.warn("pool {} is taken over without its settings: {}", pool.id(), e.getMessage());
    }
    return new PoolConfig(
        pool.name(),
        project,
        List.of(),
        Settings.EMPTY,
        Settings.EMPTY,
        pool.caps(),
        Reservation.USUAL);
  }

  private static Path real(String directory) {
    Path path;
    try {
      path = Path.of(directory);
    } catch (java.nio.file.InvalidPathException e) {
      throw new ConfigException(
          List.of(new ConfigProblem(directory, 0, 0, "is not a path: " + e.getReason())));
    }
    if (!path.isAbsolute()) {
      throw new ConfigException(
          List.of(
              new ConfigProblem(directory, 0, 0, "a project directory must be an absolute path")));
    }
    try {
      Path real = path.toRealPath();
      if (Files.isDirectory(real)) {
        return real;
      }
    } catch (IOException missing) {
      // said below
    }
    throw new ConfigException(
        List.of(new ConfigProblem(directory, 0, 0, "there is no such directory")));
  }

  private void followCaps(PoolConfig config) {
    Path note = home.state().resolve("caps").resolve(config.id().value());
    String now = config.caps().toString();
    try {
      boolean noted = Files.exists(note);
      if (noted && same(Files.readString(note), now)) {
        return;
      }
      if (noted) {
        ledger.setCaps(config.id(), config.caps());
      }
      Path folder = Files.createDirectories(note.getParent());
      // whole or not at all: half a note of a daemon that was killed would count as a change
      Path part = Files.writeString(folder.resolve("." + note.getFileName()), now);
      Files.move(part, note, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      LOG.warn("cannot note the caps of {}: {}", config.id(), e.getMessage());
    }
  }

  /** Builds before wrote an amount with four decimals, whatever it was. */
  private static boolean same(String noted, String now) {
    return amounts(noted).equals(amounts(now));
  }

  private static String amounts(String caps) {
    return DOLLARS
        .matcher(caps)
        .replaceAll(usd -> new BigDecimal(usd.group(1)).stripTrailingZeros().toPlainString());
  }

  private static @Nullable FileTime time(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException absent) {
      return null;
    }
  }
}
