package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What an expert knows: whose each entry is, what it was good for, what waits for a word. */
public record ExpertKnowledge(
    String name,
    @JsonPropertyDescription("pool, shared, or the role: architect, researcher, concierge")
        String kind,
    List<Known> entries,
    @JsonPropertyDescription("what waits for a person's word, and counts in no prompt until then")
        List<Awaiting> waiting,
    @JsonPropertyDescription("in whose prompts its knowledge was, the newest first")
        List<Use> tasks,
    @JsonPropertyDescription("the newest first") List<Changing> changes,
    @JsonPropertyDescription("what counting finds, and curation would look at")
        List<String> findings,
    @JsonPropertyDescription("files that cannot be used") List<String> problems) {
  /** Keeps copies of the lists. */
  public ExpertKnowledge {
    entries = List.copyOf(entries);
    waiting = List.copyOf(waiting);
    tasks = List.copyOf(tasks);
    changes = List.copyOf(changes);
    findings = List.copyOf(findings);
    problems = List.copyOf(problems);
  }

  /** One thing that it knows. */
  public record Known(
      String file,
      @JsonPropertyDescription("the headings above it; may be empty") String section,
      String text,
      @JsonPropertyDescription("whether a shared expert knows it of this project alone")
          boolean ofProject,
      String author,
      @JsonPropertyDescription("in which it was learnt; null where in none") Optional<String> task,
      Instant at,
      @JsonPropertyDescription(
              "by which way: tool, curation, seed, rule, person, hand, or found there")
          String source,
      @JsonPropertyDescription("trusted, untrusted or confirmed") String trust,
      @JsonPropertyDescription("whether it may stand in a prompt") boolean counts,
      @JsonPropertyDescription("in how many tasks' prompts it was") int inPromptsOf,
      @JsonPropertyDescription("how many of those ended well") int completed,
      int failed) {}

  /** A change that waits. */
  public record Awaiting(
      @JsonPropertyDescription("by which it is confirmed or rejected") long number,
      @JsonPropertyDescription("whether the number is of what it knows of this project alone")
          boolean ofProject,
      String file,
      String what,
      String author,
      Optional<String> task,
      Instant at,
      List<String> adds,
      List<String> removes) {}

  /** A task in whose prompt its knowledge was. */
  public record Use(
      String task,
      Instant at,
      @JsonPropertyDescription("how many were in the prompt") int entries,
      @JsonPropertyDescription("for how many there was no room") int leftOut,
      @JsonPropertyDescription("completed, failed or cancelled; null while it has not")
          Optional<String> ended) {}

  /** A change of what it knows. */
  public record Changing(
      @JsonPropertyDescription("by which it is undone") long number,
      @JsonPropertyDescription("whether the number is of what it knows of this project alone")
          boolean ofProject,
      String file,
      String what,
      String author,
      Optional<String> task,
      Instant at) {}
}
