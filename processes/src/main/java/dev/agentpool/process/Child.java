package dev.agentpool.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A durable child: it lives on when the daemon dies, and can be adopted by the next one.
 *
 * <p>All methods may be called from any thread, virtual threads included.
 */
public interface Child {

  /** The session folder, absolute. */
  Path folder();

  ProcessIdentity identity();

  /**
   * Hands the bytes to the child's input, whole with respect to other writers of this host. A
   * daemon that is killed in the middle of a message that does not fit into the pipe (64 KiB)
   * leaves the child with its first part.
   *
   * @throws ProcessException when the child is gone, its input is closed, or it takes nothing for
   *     the host's patience
   */
  void write(byte[] bytes);

  /**
   * Lets the child read the end of its input; what was written before is still read. Idempotent;
   * nothing to do for an input file or an ended child.
   */
  void closeInput();

  /**
   * Replays the output from a byte offset, then goes on live. One follower at a time: a new one
   * replaces the old one. May also be called when the child has ended.
   */
  void follow(long fromOffset, OutputListener listener);

  /**
   * Completes when the output up to this offset was delivered to a follower, or will never be.
   * Takes the place of an earlier question.
   */
  CompletableFuture<Void> delivery(long offset);

  /** Whether the holder of the session lives; a recycled pid does not count. */
  boolean alive();

  /** How it ended; empty while it lives. */
  Optional<Exit> exit();

  /**
   * Completes when the child has ended, after every line of its output was delivered to its
   * follower, if it has one. Does not complete when the host is closed first.
   */
  CompletableFuture<Exit> onExit();

  /**
   * Ends the session: SIGTERM, up to {@code patience}, SIGKILL, a sweep for escaped descendants,
   * and a check that nothing is left. Idempotent; blocks.
   */
  EndReport end(Duration patience);

  /** The last bytes of the error output, decoded leniently, terminal escapes taken out. */
  String errorTail(int maxBytes);
}
