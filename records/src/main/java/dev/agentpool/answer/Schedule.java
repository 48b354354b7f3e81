package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.agentpool.task.TaskState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A task that is done again and again (docs/schedules.md). */
public record Schedule(
    String name,
    String cron,
    @JsonPropertyDescription("the time zone that cron means") String zone,
    @JsonPropertyDescription("once or skip") String missed,
    @JsonPropertyDescription("skip or queue") String overlap,
    boolean paused,
    String prompt,
    Optional<String> title,
    @JsonPropertyDescription("those that its tasks are submitted with")
        Map<String, Object> settings,
    List<String> tags,
    Instant createdAt,
    @JsonPropertyDescription("the next times; none while it is paused") List<Times.At> next,
    @JsonPropertyDescription("for which time its last task was submitted") Optional<Instant> lastAt,
    Optional<String> lastTask,
    Optional<TaskState> lastState,
    @JsonPropertyDescription("why the task of a time that is over waits to be submitted")
        Optional<String> waits,
    @JsonPropertyDescription("the last times that were missed") Optional<Times> lastMissed) {
  public Schedule {
    settings = Map.copyOf(settings);
    tags = List.copyOf(tags);
    next = List.copyOf(next);
  }

  /** Times at which nothing was submitted. */
  public record Times(
      @JsonPropertyDescription("1000 says 1000 or more") int count,
      @JsonPropertyDescription("the first of them, at most 10") List<At> times,
      String why,
      @JsonPropertyDescription("whether one task is done late for all of them") boolean madeUp,
      Instant toldAt) {
    public Times {
      times = List.copyOf(times);
    }

    /** A time, and as its place's clock shows it. */
    public record At(
        Instant at, @JsonPropertyDescription("as 2026-03-28T02:00+01:00") String local) {}
  }
}
