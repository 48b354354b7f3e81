package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Optional;

/** What became of a person's word on what an expert knows. */
public record WordList(List<Said> words) {
  /** Keeps a copy of the list. */
  public WordList {
    words = List.copyOf(words);
  }

  /** Of one number. */
  public record Said(
      long number,
      @JsonPropertyDescription("done, or same: the file says so already") String outcome,
      @JsonPropertyDescription("the same in words") String told,
      @JsonPropertyDescription("the change that it made, by which it can be undone")
          Optional<Long> change) {}
}
