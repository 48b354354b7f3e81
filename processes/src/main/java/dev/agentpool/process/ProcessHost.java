package dev.agentpool.process;

import dev.agentpool.process.ProcessException.Code;
import dev.agentpool.process.ProcessTable.Entry;
import dev.agentpool.walls.Ability;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Starts, adopts and follows the children of one daemon. Owns the one permanent spawn thread and
 * the one tail thread. Closing it stops both; the children live on.
 *
 * <p>All methods may be called from any thread, virtual threads included. Needs Linux with {@code
 * setsid} and {@code sh}.
 */
public final class ProcessHost implements AutoCloseable {

  private final HostSettings settings;
  private final ProcessTable table = new ProcessTable();
  private final Launcher launcher;
  private final TailThread tail;
  private final Map<Path, DurableChild> living = new ConcurrentHashMap<>();
  private final ReentrantLock adopting =
      new ReentrantLock(); // two adoptions of one folder give one child
  private final Peers peers;
  private volatile boolean closed;

  public ProcessHost(HostSettings settings) {
    IgnoredSignals.giveBack();
    this.settings = settings;
    this.tail = new TailThread(settings.tailInterval());
    this.launcher = new Launcher(settings);
    this.peers =
        new Peers(table, living::values, System.getenv().getOrDefault(ProcessTable.MARKER, ""));
  }

  /**
   * Creates the session folder and starts the child.
   *
   * @throws ProcessException when that cannot be done; nothing runs then
   */
  public Child start(LaunchSpec spec) {
    requireOpen();
    Path program = check(spec);
    SessionFolder folder = new SessionFolder(spec.folder());
    boolean fifo = spec.input() instanceof Input.Fifo;
    SessionFolder.Meta meta =
        new SessionFolder.Meta(
            UUID.randomUUID().toString(),
            spec.command(),
            spec.environment().keySet().stream().sorted().toList(),
            spec.workingDirectory().toString(),
            launcher.confinement(),
            fifo,
            spec.outputQuotaBytes(),
            spec.maxLineBytes(),
            spec.wall() != null);
    folder.requireUnused();
    try {
      folder.create(fifo);
      folder.writeMeta(meta);
      Process process = launcher.spawn(spec, program, folder, meta.marker());
      ProcessIdentity identity = identify(process.pid());
      writeIdentity(folder, meta, identity);
      return begin(folder, meta, identity, process);
    } catch (IOException | RuntimeException failure) {
      folder.clear();
      throw Failures.of(
          "cannot start " + spec.command().getFirst() + " in " + folder.path(), failure);
    }
  }

  /**
   * The command line that {@link #start} would run, with the wall that stands around it; for who
   * starts it within a child of another kind. Starts nothing.
   *
   * @throws ProcessException when there is no such program, or the wall cannot stand here
   */
  public List<String> commandLine(LaunchSpec spec) {
    return List.copyOf(launcher.words(spec, check(spec)));
  }

  private static Path check(LaunchSpec spec) {
    if (!Files.isDirectory(spec.workingDirectory())) {
      throw new ProcessException(
          Code.WORKING_DIRECTORY_MISSING,
          "there is no directory " + spec.workingDirectory() + " to work in: create it");
    }
    if (spec.input() instanceof Input.FromFile(Path file) && !Files.isReadable(file)) {
      throw new ProcessException(
          Code.INPUT_FILE_MISSING, "cannot read the input file " + file + ": write it first");
    }
    return CommandPath.resolve(
        spec.command().getFirst(), spec.environment(), spec.workingDirectory());
  }

  private ProcessIdentity identify(long pid) {
    long ticks = table.find(pid).map(Entry::startTicks).orElse(0L); // it may be over already
    return new ProcessIdentity(pid, ticks, table.bootId());
  }

  private void writeIdentity(
      SessionFolder folder, SessionFolder.Meta meta, ProcessIdentity identity) throws IOException {
    try {
      folder.writeIdentity(identity);
    } catch (IOException failure) {
      new Ending(table, identity, Frame.of(meta), meta.marker()).run(Duration.ZERO);
      throw failure;
    }
  }

  private DurableChild begin(
      SessionFolder folder,
      SessionFolder.Meta meta,
      ProcessIdentity identity,
      @Nullable Process process) {
    DurableChild child =
        new DurableChild(
            folder,
            meta,
            identity,
            process,
            table,
            tail,
            settings.writePatience(),
            () -> living.remove(folder.path()));
    living.put(folder.path(), child);
    child.begin();
    return child;
  }

  /**
   * Takes up a session that an earlier host started, living or ended. A session this host already
   * looks after is returned as it is.
   *
   * @return empty when the folder holds no session, or one that was never started
   */
  public Optional<Child> adopt(Path path) {
    requireOpen();
    adopting.lock();
    try {
      return adopt(new SessionFolder(path.toAbsolutePath().normalize()));
    } finally {
      adopting.unlock();
    }
  }

  /**
   * Ends what an earlier host started in this folder, also when the folder does not tell all that
   * {@link #adopt} needs. Blocks; harmless when there is nothing.
   */
  public void end(Path path, Duration patience) {
    try {
      adopt(path).ifPresent(child -> child.end(patience));
    } catch (ProcessException broken) {
      SessionFolder folder = new SessionFolder(path.toAbsolutePath().normalize());
      String noMarker = UUID.randomUUID().toString(); // nobody has it
      try {
        folder
            .readIdentity()
            .ifPresent(holder ->
                new Ending(table, holder, new Frame(launcher.confinement(), 1), noMarker)
                    .run(patience));
      } catch (ProcessException unknown) {
        broken.addSuppressed(unknown);
        throw broken;
      }
    }
  }

  private Optional<Child> adopt(SessionFolder folder) {
    DurableChild ours = living.get(folder.path());
    if (ours != null) {
      return Optional.of(ours);
    }
    Optional<SessionFolder.Meta> meta = folder.readMeta();
    if (meta.isEmpty()) {
      return Optional.empty();
    }
    return folder
        .readIdentity()
        .or(() -> findHolder(folder, meta.get().marker()))
        .map(identity -> begin(folder, meta.get(), identity, null));
  }

  /** The daemon may have died between the spawn and the writing of the identity. */
  private Optional<ProcessIdentity> findHolder(SessionFolder folder, String marker) {
    Optional<ProcessIdentity> running =
        table.scan().stream()
            .filter(entry -> entry.marker().equals(marker) && entry.session() == entry.pid())
            .min((a, b) -> Long.compare(a.startTicks(), b.startTicks()))
            .map(entry -> new ProcessIdentity(entry.pid(), entry.startTicks(), table.bootId()));
    if (running.isPresent() || folder.readExit().isEmpty()) {
      return running;
    }
    return Optional.of(new ProcessIdentity(0, 0, table.bootId())); // ended, and left its exit code
  }

  /**
   * Where the process is that connected to a unix socket; to be asked when the connection was
   * accepted. Costs a few reads of {@code /proc}.
   */
  public Peer peer(SocketChannel channel) {
    return peers.of(channel);
  }

  /** How sessions are confined on this machine; found once, by really trying. */
  public Confinement confinement() {
    return launcher.confinement();
  }

  /** Whether walls can be put around sessions on this machine; found once, by really trying. */
  public Ability walls() {
    return launcher.walls();
  }

  private void requireOpen() {
    if (closed) {
      throw new ProcessException(Code.HOST_CLOSED, "the process host is closed: open a new one");
    }
  }

  @Override
  public void close() {
    closed = true;
    launcher.close();
    tail.close();
  }
}
