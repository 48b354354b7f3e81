package dev.agentpool.mailroom;

import dev.agentpool.activity.ActivityCursor;
import dev.agentpool.activity.ActivityLog;
import dev.agentpool.expert.log.ExpertLogs;
import dev.agentpool.expert.log.LogEntry;
import dev.agentpool.expert.log.SessionLog;
import dev.agentpool.expert.log.SessionResult;
import dev.agentpool.feed.JournalFeed;
import dev.agentpool.keep.KeptTexts;
import dev.agentpool.mail.Mail;
import dev.agentpool.post.Mailed;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/**
 * The log of a task's sessions while they go, as lines of a conversation, and at its end its line
 * in the table of an expert's sessions. It is made of the activity, which holds no secrets; the
 * mail and the result go through the same. For one thread at a time.
 */
final class SessionCopy implements AutoCloseable {
  private final ExpertLogs all;
  private final SessionLog log;
  private final ActivityCursor cursor;
  private final KeptTexts kept;
  private final JournalFeed.Subscription following;
  private final StringBuilder text = new StringBuilder();
  private String tool = "";
  private String input = "";
  private Instant at;

  /**
   * Begins it anew, with all there is by now.
   *
   * @param more is called when there is more to write, and returns at once
   */
  SessionCopy(ActivityLog activity, Path logs, Mailed mailed, Runnable more) throws IOException {
    this.all = new ExpertLogs(logs);
    this.kept = activity.kept();
    this.cursor = activity.read(mailed.task().id());
    this.at = Objects.requireNonNullElse(mailed.task().startedAt(), mailed.task().createdAt());
    this.log = all.begin(mailed.mail().id().value());
    this.following = activity.follow(mailed.task().id(), more);
    log.said("user", kept.over(mailed.mail().body()), at);
  }

  /** Whether one has an end: the task ended, and there was a session. */
  static boolean hasEnded(TaskRecord task) {
    return (task.state() == TaskState.COMPLETED || task.state() == TaskState.FAILED)
        && task.result() != null
        && task.startedAt() != null;
  }

  /** Whether what was written is still where it was written. */
  boolean isThere() {
    return Files.isRegularFile(log.file(), LinkOption.NOFOLLOW_LINKS);
  }

  /** What was said and done since the last time. */
  void more() throws IOException {
    for (List<ActivityCursor.Line> lines = cursor.next(); !lines.isEmpty(); lines = cursor.next()) {
      for (ActivityCursor.Line line : lines) {
        at = Instant.ofEpochMilli(line.atMillis());
        write(line);
      }
    }
  }

  private void write(ActivityCursor.Line line) throws IOException {
    switch (line.type()) {
      case "text" -> text.append(of(line.data(), "text"));
      case "cost", "question", "state" -> said(); // what comes then is said anew
      case "tool_use" -> {
        said();
        tool = of(line.data(), "tool");
        input = of(line.data(), "summary");
      }
      case "tool_result" -> {
        said();
        log.used(tool, input, of(line.data(), "summary"), at);
      }
      default -> {} // what is no part of the conversation
    }
  }

  private void said() throws IOException {
    if (!text.isEmpty()) {
      log.said("assistant", text.toString(), at);
      text.setLength(0);
    }
  }

  /** Of a task that ended so: the rest, its result, and its line in the table. */
  void end(Mailed ended) throws IOException {
    more();
    said();
    TaskRecord task = ended.task();
    TaskResult result = task.result();
    if (result == null || !hasEnded(task)) {
      log.said("system", "the task was " + task.state().wireName(), at);
      return;
    }
    boolean failed = task.state() != TaskState.COMPLETED;
    String output = kept.over(result.output());
    log.result(output, failed, figures(task, result));
    Mail mail = ended.mail();
    all.index()
        .add(
            new LogEntry(
                mail.id().value(),
                Objects.requireNonNullElse(mail.timestamp(), task.createdAt()),
                mail.from(),
                failed ? -1 : 0,
                output.isBlank() ? SessionResult.noSummary() : SessionResult.summary(output)));
  }

  @Override
  public void close() throws IOException {
    following.close();
    log.close();
  }

  private static Map<String, Number> figures(TaskRecord task, TaskResult result) {
    Map<String, Number> figures = new LinkedHashMap<>();
    Instant started = task.startedAt();
    Instant finished = task.finishedAt();
    if (started != null && finished != null) {
      figures.put("duration_ms", Duration.between(started, finished).toMillis());
    }
    figures.put("num_turns", result.report().spent().turns());
    return figures;
  }

  private static String of(JsonNode data, String name) {
    return data.path(name).asString("");
  }
}
