package dev.agentpool.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.config.Home;
import dev.agentpool.session.AgentEvent;
import dev.agentpool.task.TaskId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A daemon that takes a turn over hears it from its beginning, and writes what is new of it. */
class HeardAgainTest {
  private static final TaskId TASK = new TaskId("task-0000000000000001");
  private static final List<AgentEvent> TURN =
      List.of(
          new AgentEvent.SessionKnown("c-1", "haiku"),
          new AgentEvent.Text("the same "),
          new AgentEvent.Text("the same "),
          new AgentEvent.ToolUse("t1", "Bash", "ls"),
          new AgentEvent.ToolResult("t1", false, "a b"),
          new AgentEvent.Text("the end"));

  @TempDir Path folder;
  private Home home;

  @BeforeEach
  void prepare() {
    home = new Home(folder.resolve("home")).prepared();
  }

  private void before(int heard) {
    try (ActivityLog log = new ActivityLog(home, Clock.systemUTC())) {
      ActivityWriter writer = new ActivityWriter(log, TASK);
      writer.turn("turn-1", "shared", "/p", "");
      TURN.subList(0, heard).forEach(writer::heard);
      writer.notice("the node's own");
    }
  }

  private List<String> after(String turn) throws IOException {
    try (ActivityLog log = new ActivityLog(home, Clock.systemUTC())) {
      ActivityWriter writer = new ActivityWriter(log, TASK);
      writer.again(turn);
      TURN.forEach(writer::heard);
      writer.flush();
      List<String> said = new ArrayList<>();
      ActivityCursor cursor = log.read(TASK);
      for (var lines = cursor.next(); !lines.isEmpty(); lines = cursor.next()) {
        lines.forEach(line -> said.add(line.type()));
      }
      return said;
    }
  }

  private static List<String> whole(int heard) {
    List<String> types = List.of("session", "text", "text", "tool_use", "tool_result", "text");
    return Stream.of(
            List.of("turn"), types.subList(0, heard), List.of("notice"), types.subList(heard, 6))
        .flatMap(List::stream)
        .toList();
  }

  @Test
  void whereverTheDaemonWasKilledEachLineIsThereOnce() throws IOException {
    for (int heard = 0; heard <= TURN.size(); heard++) {
      Files.deleteIfExists(home.activity().resolve(TASK.value() + ".jsonl"));
      before(heard);
      assertThat(after("turn-1")).as("after %s lines", heard).isEqualTo(whole(heard));
    }
  }

  @Test
  void aFurtherTurnMaySayTheSameAgain() throws IOException {
    before(6);
    assertThat(after("turn-2")).hasSize(14);
  }

  @Test
  void aHalfWrittenLineIsSaidToBeDamagedAndHidesNoOther() throws IOException {
    before(2);
    Files.writeString(
        home.activity().resolve(TASK.value() + ".jsonl"),
        "{\"type\":\"te",
        StandardOpenOption.APPEND);
    assertThat(after("turn-1"))
        .containsExactly(
            "turn",
            "session",
            "text",
            "notice",
            "notice",
            "text",
            "tool_use",
            "tool_result",
            "text");
  }
}
