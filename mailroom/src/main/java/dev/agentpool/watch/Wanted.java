package dev.agentpool.watch;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/**
 * What somebody wants to hear of a folder.
 *
 * @param folder it need not be there yet, and may go and come back
 * @param within a folder that it may not lead out of, through no link
 * @param names of files that count, as far as they can be read as text
 * @param emptyAtOnce whether a file without a byte is whole as it is
 * @param receiver is told on the watch's own thread and must return at once
 */
public record Wanted(
    Path folder, Path within, Predicate<String> names, boolean emptyAtOnce, Receiver receiver) {

  /** Hears of files. */
  @FunctionalInterface
  public interface Receiver {
    /**
     * These are whole. Each is told once as long as nobody touches it, and again when somebody did:
     * what is not taken away stays where it is. They may be anything: links, folders, and gone.
     *
     * @param files as they came; those that lay there when the folder was first looked at are told
     *     oldest first
     */
    void whole(List<Path> files);
  }
}
