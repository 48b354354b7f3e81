package dev.agentpool.provider.cli;

import dev.agentpool.process.BoundedFile;
import dev.agentpool.process.Child;
import dev.agentpool.process.Input;
import dev.agentpool.process.LaunchSpec;
import dev.agentpool.process.ProcessException;
import dev.agentpool.process.ProcessHost;
import dev.agentpool.session.Detection;
import dev.agentpool.session.Launch;
import dev.agentpool.session.ProviderException;
import dev.agentpool.session.SessionSpec;
import dev.agentpool.task.OutcomeCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The processes of one agent CLI: finds it, refuses a version that is too old, starts it in a
 * session's folder, and finds there again what an earlier daemon started. What is said to the
 * process and by it is the provider's. Thread-safe.
 */
public final class CliProcesses {
  private static final long OUTPUT_QUOTA = 512L << 20;
  private static final int LINE_CAP = 1 << 20;
  private static final Duration DETECTION = Duration.ofSeconds(10);
  private final String name;
  private final ProcessHost host;
  private final Executable executable;
  private final Patience patience;
  private final Starting starting;
  private final Optional<VersionCheck> versions;

  /**
   * @param ready from the start of a process until it can take a turn
   * @param end between SIGTERM and SIGKILL
   */
  public record Patience(Duration ready, Duration end) {}

  /** What a provider makes of a spec: the command, whose files lie in a folder or nowhere. */
  @FunctionalInterface
  public interface Commands {
    /**
     * @param files an existing folder for the session's own files; null to write none
     */
    CliCommand of(Path program, SessionSpec spec, @Nullable Path files);
  }

  /** What a provider makes of a process. */
  public interface Talk<S> {
    S over(Child child);

    /**
     * Waits until it can take a turn.
     *
     * @throws ProviderException when it never will
     */
    void becomeReady(S session) throws InterruptedException;
  }

  /** How a process is really started, by default as it is. */
  @FunctionalInterface
  public interface Starting {
    /** Throws {@link ProcessException} when that cannot be done; nothing runs then. */
    Child start(ProcessHost host, LaunchSpec spec) throws IOException;
  }

  /**
   * @param name of the provider, for people
   */
  public CliProcesses(String name, ProcessHost host, Executable executable, Patience patience) {
    this(name, host, executable, patience, ProcessHost::start);
  }

  /** With something of the provider's own around each process. */
  public CliProcesses(
      String name, ProcessHost host, Executable executable, Patience patience, Starting starting) {
    this.name = name;
    this.host = host;
    this.executable = executable;
    this.patience = patience;
    this.starting = starting;
    this.versions = executable.floor().map(floor -> new VersionCheck(host, floor));
  }

  /** Asks the CLI for its version, in at most a few seconds. */
  public Detection detect(SessionSpec spec) {
    Optional<Path> found = executable.find(spec);
    if (found.isEmpty()) {
      return new Detection(false, null, null, executable.missing(spec));
    }
    Detection detection = VersionProbe.probe(found.get(), spec, DETECTION);
    String said = detection.version() == null ? "" : detection.version();
    return executable
        .floor()
        .flatMap(floor -> floor.objection(said, found.get()))
        .map(old -> new Detection(false, said, detection.path(), tooOld(old)))
        .orElse(detection);
  }

  private String tooOld(String objection) {
    return "the '" + name + "' CLI is too old: " + objection;
  }

  /**
   * @throws ProviderException when it is missing
   */
  public Path program(SessionSpec spec) {
    return executable
        .find(spec)
        .orElseThrow(() ->
            new ProviderException(OutcomeCode.PROVIDER_UNUSABLE, executable.missing(spec), null));
  }

  /**
   * Starts a process in a new folder, in whose file {@link Launch#FILE} it is written how before
   * the process begins, and waits until it is ready.
   *
   * @throws ProviderException when it does not become ready, or is too old; nothing is left behind
   *     then
   */
  public <S> S open(
      SessionSpec spec, Path program, Launch launch, Path folder, Commands commands, Talk<S> talk) {
    CompletableFuture<Optional<String>> tooOld = tooOld(spec, folder, program, commands);
    requireNew(tooOld.getNow(Optional.empty()));
    Child child = start(spec, launch, folder, program, commands);
    try {
      S session = talk.over(child);
      becomeReady(talk, session, tooOld);
      return session;
    } catch (InterruptedException e) {
      child.end(Duration.ZERO);
      Thread.currentThread().interrupt();
      throw unusable("interrupted while the agent started", e);
    } catch (ProviderException notReady) {
      child.end(patience.end());
      throw notReady;
    }
  }

  private <S> void becomeReady(Talk<S> talk, S session, CompletableFuture<Optional<String>> tooOld)
      throws InterruptedException {
    try {
      talk.becomeReady(session);
    } catch (ProviderException notReady) {
      requireNew(tooOld.join()); // that is why
      throw notReady;
    }
    requireNew(tooOld.join());
  }

  private void requireNew(Optional<String> objection) {
    if (objection.isPresent()) {
      throw unusable(tooOld(objection.get()), null);
    }
  }

  private CompletableFuture<Optional<String>> tooOld(
      SessionSpec spec, Path folder, Path program, Commands commands) {
    if (versions.isEmpty()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    try {
      return versions
          .get()
          .of(program, () -> versionLaunch(spec, folder, program, commands), patience.ready());
    } catch (ProcessException | IOException cannotBeAsked) {
      return CompletableFuture.completedFuture(Optional.empty()); // its start will say it
    }
  }

  private static LaunchSpec versionLaunch(
      SessionSpec spec, Path folder, Path program, Commands commands) throws IOException {
    make(folder);
    CliCommand command = commands.of(program, spec, null);
    LaunchSpec open =
        new LaunchSpec(
                folder.resolve(VersionCheck.FOLDER),
                versionArguments(program),
                command.environment(),
                spec.workingDirectory(),
                LINE_CAP,
                LINE_CAP)
            .withInput(new Input.FromFile(Path.of("/dev/null")));
    return Enclosed.of(open, spec, command);
  }

  private Child start(
      SessionSpec spec, Launch launch, Path folder, Path program, Commands commands) {
    try {
      make(folder);
      Files.writeString(folder.resolve(Launch.FILE), launch.text());
      CliCommand command = commands.of(program, spec, folder);
      LaunchSpec open =
          new LaunchSpec(
              folder,
              command.arguments(),
              command.environment(),
              spec.workingDirectory(),
              OUTPUT_QUOTA,
              LINE_CAP);
      return starting.start(host, Enclosed.of(open, spec, command));
    } catch (ProcessException | IOException e) {
      throw unusable("the agent could not be started: " + e.getMessage(), e);
    }
  }

  private static void make(Path folder) throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  /** What an earlier daemon started in a folder, and how. */
  public record Found(Child child, Launch launch) {}

  /**
   * Empty when the folder holds none that was ever started.
   *
   * @throws ProviderException when it cannot be taken over
   */
  public Optional<Found> adopt(Path folder) {
    try {
      Optional<Child> child = host.adopt(folder);
      return child.isEmpty()
          ? Optional.empty()
          : Optional.of(new Found(child.get(), recorded(folder)));
    } catch (ProcessException e) {
      throw unusable("session " + folder + " cannot be adopted: " + e.getMessage(), e);
    }
  }

  /**
   * The same, taken over by what else its folder holds.
   *
   * @param taking reads that; what it cannot read is why the session cannot be taken over
   */
  public <S> Optional<S> adopt(Path folder, Function<Found, S> taking) {
    try {
      return adopt(folder).map(taking);
    } catch (UncheckedIOException e) {
      throw unusable("session " + folder + " cannot be adopted: " + e.getMessage(), e);
    }
  }

  private static Launch recorded(Path folder) {
    Path file = folder.resolve(Launch.FILE);
    try {
      return Launch.read(BoundedFile.text(file));
    } catch (IOException | IllegalArgumentException e) {
      throw unusable(
          "session "
              + folder
              + " cannot be adopted, since "
              + file.getFileName()
              + " does not tell how it was launched: "
              + e.getMessage(),
          e);
    }
  }

  /** Ends whatever was started in that folder, and reads nothing of what it said. */
  public void endUnread(Path folder, Duration atMost) {
    host.end(folder, atMost);
  }

  static List<String> versionArguments(Path program) {
    return List.of(program.toString(), "--version");
  }

  private static ProviderException unusable(String message, @Nullable Throwable cause) {
    return new ProviderException(OutcomeCode.PROVIDER_UNUSABLE, message, cause);
  }
}
