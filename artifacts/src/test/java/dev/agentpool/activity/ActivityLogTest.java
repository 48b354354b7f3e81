package dev.agentpool.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.config.Home;
import dev.agentpool.feed.JournalFeed;
import dev.agentpool.keep.KeptTexts;
import dev.agentpool.redact.Redaction;
import dev.agentpool.task.TaskId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A task's activity: what was said is read, in order, by who comes at once and by who follows. */
class ActivityLogTest {
  private static final TaskId TASK = new TaskId("task-0000000000000001");
  @TempDir Path folder;

  private Home home() throws IOException {
    return new Home(folder.resolve("home")).prepared();
  }

  private static void say(ActivityLog log, TaskId task, String text) {
    log.append(task, "text", log.object().put("text", text));
  }

  private static List<String> texts(List<ActivityCursor.Line> lines) {
    return lines.stream().map(line -> line.data().path("text").asString()).toList();
  }

  private static List<ActivityCursor.Line> all(ActivityCursor cursor) throws IOException {
    List<ActivityCursor.Line> all = new ArrayList<>();
    for (List<ActivityCursor.Line> some = cursor.next(); !some.isEmpty(); some = cursor.next()) {
      all.addAll(some);
    }
    return all;
  }

  @Test
  void whatWasSaidIsReadAtOnce() throws IOException {
    try (ActivityLog log = new ActivityLog(home(), Clock.systemUTC())) {
      ActivityCursor cursor = log.read(TASK);
      for (int i = 1; i <= 200; i++) {
        say(log, TASK, "line " + i);
        List<ActivityCursor.Line> lines = cursor.next();
        assertThat(texts(lines)).containsExactly("line " + i);
        assertThat(lines.getFirst().number()).isEqualTo(i);
      }
    }
  }

  @Test
  void linesOfManyTasksKeepTheOrderOfEach() throws Exception {
    List<TaskId> tasks = new ArrayList<>();
    try (ActivityLog log = new ActivityLog(home(), Clock.systemUTC())) {
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 16; i++) {
          TaskId task = new TaskId("task-00000000000000" + (10 + i));
          tasks.add(task);
          threads.submit(() -> {
            for (int n = 0; n < 500; n++) {
              say(log, task, Integer.toString(n));
            }
          });
        }
      }
      for (TaskId task : tasks) {
        List<String> texts = texts(all(log.read(task)));
        assertThat(texts).hasSize(500);
        for (int n = 0; n < 500; n++) {
          assertThat(texts.get(n)).isEqualTo(Integer.toString(n));
        }
      }
    }
  }

  @Test
  void aFollowerIsToldWhenTheLineCanBeRead() throws Exception {
    try (ActivityLog log = new ActivityLog(home(), Clock.systemUTC())) {
      CountDownLatch told = new CountDownLatch(1);
      try (JournalFeed.Subscription _ = log.follow(TASK, told::countDown)) {
        say(log, TASK, "hello");
        told.await();
      }
      assertThat(Files.readString(home().activity().resolve(TASK.value() + ".jsonl")))
          .contains("hello");
    }
  }

  @Test
  void moreThanMayWaitIsWrittenToo() throws IOException {
    String long64 = "x".repeat(64 << 10);
    try (ActivityLog log = new ActivityLog(home(), Clock.systemUTC())) {
      for (int i = 0; i < 200; i++) {
        say(log, TASK, long64);
      }
      assertThat(all(log.read(TASK))).hasSize(200);
    }
  }

  @Test
  void theLastLineIsThereWhenTheLogIsClosed() throws IOException {
    Home home = home();
    try (ActivityLog log = new ActivityLog(home, Clock.systemUTC())) {
      say(log, TASK, "the last");
    }
    try (ActivityLog next = new ActivityLog(home, Clock.systemUTC())) {
      assertThat(texts(all(next.read(TASK)))).containsExactly("the last");
    }
  }

  @Test
  void aFileThatCannotBeWrittenLosesItsLinesAndHoldsNobodyUp() throws IOException {
    Home home = home();
    Files.createDirectory(home.activity().resolve(TASK.value() + ".jsonl"));
    TaskId other = new TaskId("task-0000000000000002");
    try (ActivityLog log = new ActivityLog(home, Clock.systemUTC())) {
      say(log, TASK, "lost");
      say(log, other, "kept");
      assertThat(texts(all(log.read(other)))).containsExactly("kept");
    }
  }

  @Test
  void aFollowerThatThrowsHindersNoOther() throws Exception {
    try (ActivityLog log = new ActivityLog(home(), Clock.systemUTC())) {
      CountDownLatch told = new CountDownLatch(1);
      try (JournalFeed.Subscription _ =
              log.follow(
                  TASK,
                  () -> {
                    throw new IllegalStateException("broken");
                  });
          JournalFeed.Subscription _ = log.follow(TASK, told::countDown)) {
        say(log, TASK, "hello");
        told.await();
      }
    }
  }

  @Test
  void whatIsMoreThanMayBeKeptIsSaidNotToBe() throws IOException {
    try (ActivityLog log =
        new ActivityLog(home(), Clock.systemUTC(), new KeptTexts(Redaction.standard()), 1_000)) {
      for (int i = 0; i < 100; i++) {
        say(log, TASK, "line " + i);
        log.read(TASK).next();
      }
      List<String> kept = texts(all(log.read(TASK)));
      assertThat(kept).hasSizeLessThan(30);
      assertThat(kept.getLast()).contains("what follows is not kept");
    }
  }
}
