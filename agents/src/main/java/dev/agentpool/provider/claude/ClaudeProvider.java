package dev.agentpool.provider.claude;

import dev.agentpool.process.BoundedFile;
import dev.agentpool.process.Child;
import dev.agentpool.process.Input;
import dev.agentpool.process.LaunchSpec;
import dev.agentpool.process.ProcessException;
import dev.agentpool.process.ProcessHost;
import dev.agentpool.protocol.streamjson.Json;
import dev.agentpool.session.AgentProvider;
import dev.agentpool.session.AgentSession;
import dev.agentpool.session.Detection;
import dev.agentpool.session.Gifts;
import dev.agentpool.session.Launch;
import dev.agentpool.session.LaunchSeal;
import dev.agentpool.session.OwnCommands;
import dev.agentpool.session.ProviderException;
import dev.agentpool.session.SessionSpec;
import dev.agentpool.session.ToolDesk;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.time.AwakeTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Claude Code, and whatever speaks its protocol: the scripted agent is this provider with another
 * executable. One-shot and resident sessions are the same process form (spec agent-clis 1b); they
 * differ in how long they are kept.
 */
public final class ClaudeProvider implements AgentProvider, AutoCloseable {
  private static final String PROTOCOL = "stream-json";
  private static final long OUTPUT_QUOTA = 512L << 20;
  private static final int LINE_CAP = 1 << 20;
  private static final Duration DETECTION = Duration.ofSeconds(10);
  private final String name;
  private final ProcessHost processes;
  private final Executable executable;
  private final ClaudeTimings timings;
  private final ClaudeOutcomes outcomes;
  private final ScheduledExecutorService timer;
  private final StallWatch stalls;
  private final LaunchSeal seal;
  private final Optional<VersionCheck> versions;

  /** One that knows no process again: what it adopts serves no further task. */
  public ClaudeProvider(
      String name,
      ProcessHost processes,
      Executable executable,
      Clock clock,
      AwakeTime awake,
      ClaudeTimings timings) {
    this(name, processes, executable, clock, awake, timings, LaunchSeal.ofThisProcess());
  }

  /**
   * @param seal compares what sessions are launched with, also with those of earlier daemons
   */
  public ClaudeProvider(
      String name,
      ProcessHost processes,
      Executable executable,
      Clock clock,
      AwakeTime awake,
      ClaudeTimings timings,
      LaunchSeal seal) {
    this.name = name;
    this.seal = seal;
    this.processes = processes;
    this.executable = executable;
    this.timings = timings;
    this.outcomes = new ClaudeOutcomes(clock);
    this.versions = executable.floor().map(floor -> new VersionCheck(processes, floor));
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name(name + "-stalls").daemon().factory());
    this.stalls = new StallWatch(timer, awake, timings.interrupt());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
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

  @Override
  public Launch launch(SessionSpec spec) {
    return launch(spec, program(spec));
  }

  private Launch launch(SessionSpec spec, Path program) {
    String schema = spec.settings().find(SettingKeys.JSON_SCHEMA).map(Json::text).orElse(null);
    return Launch.of(spec, name, PROTOCOL, ClaudeCommand.given(program, spec), schema, seal);
  }

  private Path program(SessionSpec spec) {
    return executable
        .find(spec)
        .orElseThrow(() ->
            new ProviderException(OutcomeCode.PROVIDER_UNUSABLE, executable.missing(spec), null));
  }

  @Override
  public AgentSession open(SessionSpec spec, Path folder) {
    Path program = program(spec);
    Launch launch = launch(spec, program);
    CompletableFuture<Optional<String>> tooOld = tooOld(spec, folder, program);
    requireNew(tooOld.getNow(Optional.empty()));
    Child child = start(spec, launch, folder, program);
    ClaudeSession session =
        new ClaudeSession(child, launch, spec.toolDesk(), timings, outcomes, stalls);
    try {
      becomeReady(session, tooOld);
      return session;
    } catch (InterruptedException e) {
      child.end(Duration.ZERO);
      Thread.currentThread().interrupt();
      throw ClaudeSession.unusable("interrupted while the agent started", e);
    } catch (ProviderException notReady) {
      child.end(timings.end());
      throw notReady;
    }
  }

  private void becomeReady(ClaudeSession session, CompletableFuture<Optional<String>> tooOld)
      throws InterruptedException {
    try {
      session.becomeReady();
    } catch (ProviderException notReady) {
      requireNew(tooOld.join()); // that is why
      throw notReady;
    }
    requireNew(tooOld.join());
  }

  private void requireNew(Optional<String> objection) {
    if (objection.isPresent()) {
      throw ClaudeSession.unusable(tooOld(objection.get()), null);
    }
  }

  private CompletableFuture<Optional<String>> tooOld(SessionSpec spec, Path folder, Path program) {
    if (versions.isEmpty()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    try {
      return versions
          .get()
          .of(program, () -> versionLaunch(spec, folder, program), timings.ready());
    } catch (ProcessException | IOException cannotBeAsked) {
      return CompletableFuture.completedFuture(Optional.empty()); // its start will say it
    }
  }

  private LaunchSpec versionLaunch(SessionSpec spec, Path folder, Path program) throws IOException {
    make(folder);
    ClaudeCommand command = new ClaudeCommand(program, spec, null);
    LaunchSpec open =
        new LaunchSpec(
                folder.resolve(VersionCheck.FOLDER),
                versionArguments(program),
                command.environment(),
                spec.workingDirectory(),
                LINE_CAP,
                LINE_CAP)
            .withInput(new Input.FromFile(Path.of("/dev/null")));
    return Enclosed.of(open, spec, command.files(), executable.keepsFolder());
  }

  private Child start(SessionSpec spec, Launch launch, Path folder, Path program) {
    try {
      make(folder);
      Files.writeString(folder.resolve(Launch.FILE), launch.text());
      ClaudeCommand command = new ClaudeCommand(program, spec, folder);
      LaunchSpec open =
          new LaunchSpec(
              folder,
              command.arguments(),
              command.environment(),
              spec.workingDirectory(),
              OUTPUT_QUOTA,
              LINE_CAP);
      return processes.start(Enclosed.of(open, spec, command.files(), executable.keepsFolder()));
    } catch (ProcessException | IOException e) {
      throw ClaudeSession.unusable("the agent could not be started: " + e.getMessage(), e);
    }
  }

  private static void make(Path folder) throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  @Override
  public Optional<AgentSession> adopt(Path folder, ToolDesk toolDesk) {
    try {
      Optional<Child> child = processes.adopt(folder);
      if (child.isEmpty()) {
        return Optional.empty();
      }
      Launch launch = recorded(folder);
      return Optional.of(
          new ClaudeSession(child.get(), launch, toolDesk, timings, outcomes, stalls));
    } catch (ProcessException e) {
      throw ClaudeSession.unusable(
          "session " + folder + " cannot be adopted: " + e.getMessage(), e);
    }
  }

  private static Launch recorded(Path folder) {
    Path file = folder.resolve(Launch.FILE);
    try {
      return Launch.read(BoundedFile.text(file));
    } catch (IOException | IllegalArgumentException e) {
      throw ClaudeSession.unusable(
          "session "
              + folder
              + " cannot be adopted, since "
              + file.getFileName()
              + " does not tell how it was launched: "
              + e.getMessage(),
          e);
    }
  }

  @Override
  public void endUnread(Path folder, Duration patience) {
    processes.end(folder, patience);
  }

  @Override
  public OwnCommands commandsIn(Path directory) {
    return ProjectCommands.in(directory);
  }

  @Override
  public Gifts gifts(SessionSpec spec) {
    return new Inheritance(spec)
        .gifts(new ClaudeCommand(Path.of("claude"), spec, null).environment().keySet());
  }

  /** Stops watching for stalls; sessions live on. */
  @Override
  public void close() {
    timer.shutdownNow();
  }

  static List<String> versionArguments(Path program) {
    return List.of(program.toString(), "--version");
  }
}
