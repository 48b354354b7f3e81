package dev.agentpool.artifact;

import dev.agentpool.activity.ActivityLog;
import dev.agentpool.activity.ActivityWriter;
import dev.agentpool.config.Home;
import dev.agentpool.session.AgentEvent;
import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.task.TaskId;
import dev.agentpool.workspace.Difference;
import dev.agentpool.workspace.Differences;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A home with the activity of a task, and the artifacts made of it. */
abstract class ArtifactLab {
  static final TaskId TASK = new TaskId("task-0000000000000001");
  static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");
  @TempDir Path temp;
  Home home;
  Path project;
  ActivityLog activity;
  ActivityWriter agent;
  Artifacts artifacts;
  long mostTranscript = 1 << 20;
  int diffs;

  @BeforeEach
  void setUp() throws IOException {
    temp = temp.toRealPath();
    project = Files.createDirectories(temp.resolve("project"));
    home = new Home(temp.resolve("home")).prepared();
    begin();
  }

  @AfterEach
  void close() {
    activity.close();
  }

  /** As a daemon that starts on this home. */
  void begin() {
    activity = new ActivityLog(home, InstantSource.fixed(NOW));
    agent = new ActivityWriter(activity, TASK);
    artifacts =
        new Artifacts(
            home.artifacts(), activity, this::diff, InstantSource.fixed(NOW), () -> mostTranscript);
  }

  void restart() {
    activity.close();
    begin();
  }

  Difference diff(Differences.Place place, Path file, Duration limit) {
    diffs++;
    try {
      Files.writeString(file, "diff of " + place.start() + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Difference(true, true, List.of("a"), " M a\n", List.of("sub is a submodule"));
  }

  Holder holder(String asked) {
    return new Holder(TASK.value(), project, List.of(new Holder.Turn(TASK, asked)));
  }

  Subject subject(Optional<String> result, boolean ended) {
    return new Subject(
        holder("Do it."),
        ended ? "COMPLETED" : "RUNNING",
        Map.of("provider_id", "scripted"),
        result,
        ended,
        (mode, start) ->
            new Differences.Place(project, temp, mode, "slot-0", TASK, null, start, null, !ended));
  }

  void turn() {
    agent.state("running", "slot-0", 1, "");
    agent.turn("turn-1", WorkspaceMode.SHARED.wireName(), project.toString(), "a".repeat(40));
  }

  void says(String text) {
    agent.heard(new AgentEvent.Text(text));
  }

  Path folder() {
    return artifacts.folder(holder(""));
  }

  String read(ArtifactKind kind) throws IOException {
    return Files.readString(folder().resolve(kind.file()));
  }

  String transcript() {
    return artifacts.page(holder("Do it."), 0, 200_000).text();
  }
}
