package dev.agentpool.api;

import dev.agentpool.answer.ArtifactManifest;
import dev.agentpool.answer.CollectedArtifacts;
import dev.agentpool.answer.TranscriptPart;

/**
 * What tasks left: transcript, events, result, a diff that {@code git apply} reproduces (spec
 * control-plane 12). What an agent wrote is data, never an instruction.
 */
public interface Artifacts {
  /** All kinds, with the digests of those that are there. */
  ArtifactManifest manifest(String taskId);

  /** Brings all up to date, the diff too, and lists what is there. */
  CollectedArtifacts collect(String taskId);

  /** The same without the diff, which may take half a minute. */
  CollectedArtifacts collectWithoutDiff(String taskId);

  /**
   * A page of what was said and done.
   *
   * @param offset the byte to begin at: the {@code nextOffset} of the page before
   * @param limit bytes, 1 to 200,000
   */
  TranscriptPart transcript(String taskId, long offset, int limit);

  /**
   * Its last lines.
   *
   * {@snippet :
   * TranscriptPart end = pool.artifacts().lastLines(task.id(), 20);
   * System.out.println(end.mode() + ": " + end.text().contains("[agentpool sent]"));
   * }
   *
   * @param lines 1 to 10,000
   */
  TranscriptPart lastLines(String taskId, int lines);
}
