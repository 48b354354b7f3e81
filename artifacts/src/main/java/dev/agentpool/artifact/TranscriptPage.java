package dev.agentpool.artifact;

import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A part of a transcript (spec control-plane 12.1).
 *
 * @param exists whether there is a transcript
 * @param offset the byte at which the text begins; empty for the last lines
 * @param limit how many bytes were asked for
 * @param tailLines how many of the last lines were
 * @param nextOffset the byte behind the text
 * @param hasMore whether there is more behind a page, or before the last lines
 * @param size of the whole, in bytes
 */
public record TranscriptPage(
    Path path,
    boolean exists,
    OptionalLong offset,
    OptionalInt limit,
    OptionalInt tailLines,
    OptionalLong nextOffset,
    boolean hasMore,
    long size,
    String text) {
  /** {@code missing}, {@code page} or {@code tail}. */
  public String mode() {
    return !exists ? "missing" : tailLines.isPresent() ? "tail" : "page";
  }
}
