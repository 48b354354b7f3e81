package dev.agentpool.answer;

import java.util.List;

/** Which providers fit what is wanted, and why the others do not. */
public record Candidates(List<Candidate> candidates, List<Excluded> excluded) {
  /** Keeps copies. */
  public Candidates {
    candidates = List.copyOf(candidates);
    excluded = List.copyOf(excluded);
  }

  /** One that fits. */
  public record Candidate(String providerId, List<String> includedReasons) {
    /** Keeps a copy. */
    public Candidate {
      includedReasons = List.copyOf(includedReasons);
    }
  }

  /** One that does not. */
  public record Excluded(String providerId, List<String> excludedReasons) {
    /** Keeps a copy. */
    public Excluded {
      excludedReasons = List.copyOf(excludedReasons);
    }
  }
}
