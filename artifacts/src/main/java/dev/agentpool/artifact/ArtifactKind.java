package dev.agentpool.artifact;

import java.util.Locale;

/** What a holder's folder may have, in the order of its manifest (spec control-plane 12). */
public enum ArtifactKind {
  METADATA("metadata.json", false),
  PROMPT("prompt.md", false),
  TRANSCRIPT("transcript.txt", true),
  EVENTS("events.jsonl", true),
  SCREEN("latest_screen.txt", true),
  SUMMARY_PARTIAL("summary.partial.md", true),
  SUMMARY("summary.md", true),
  RESULT("result.md", true),
  GIT_STATUS("git-status.txt", false),
  DIFF("diff.patch", true);

  private final String file;
  private final boolean said;

  ArtifactKind(String file, boolean said) {
    this.file = file;
    this.said = said;
  }

  public String file() {
    return file;
  }

  /** Whether it holds what an agent said or wrote, which is told to no agent under lockdown. */
  public boolean isSaidByAgent() {
    return said;
  }

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
