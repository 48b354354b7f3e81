package dev.agentpool.provider.rpc;

import dev.agentpool.process.Child;
import dev.agentpool.process.OutputListener;
import dev.agentpool.protocol.Json;
import dev.agentpool.protocol.jsonrpc.RpcPeer;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The lines of one process on their way to its peer; remembers what was none of the protocol's. */
final class RpcLines {
  private static final int SHOWN = 200;
  private final Consumer<@Nullable String> over;
  private volatile boolean following;
  private volatile boolean ended;
  private volatile long heardTo;
  private volatile long tooLong;
  private volatile @Nullable String rubbish;
  private volatile @Nullable String failure;

  /**
   * @param over called once its output is over, with the reason when it could not be read
   */
  RpcLines(Consumer<@Nullable String> over) {
    this.over = over;
  }

  /**
   * @param cut called when a line was too long to be taken whole
   */
  void follow(Child child, long offset, RpcPeer peer, Runnable cut) {
    following = true;
    child.follow(offset, new Follower(peer, cut, child.folder().getFileName().toString()));
  }

  private final class Follower implements OutputListener {
    private final RpcPeer peer;
    private final Runnable cut;
    private final String name;

    Follower(RpcPeer peer, Runnable cut, String name) {
      this.peer = peer;
      this.cut = cut;
      this.name = name;
    }

    @Override
    public void line(String line, long endOffset) {
      heardTo = endOffset;
      Optional<JsonNode> message = Json.parse(line);
      if (message.isPresent()) {
        peer.heard(message.get());
      } else if (rubbish == null) {
        rubbish = line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
      }
    }

    @Override
    public void oversized(long bytes, String shorter, long endOffset) {
      heardTo = endOffset;
      tooLong = bytes;
      cut.run();
      Json.parse(shorter).ifPresent(peer::heard);
    }

    @Override
    public void failed(Throwable why) {
      failure = "agentpool could not read what it said: " + why;
      end(failure);
    }

    @Override
    public void ended() {
      end(null);
    }

    private void end(@Nullable String why) {
      ended = true;
      Thread.ofVirtual().name("ended-" + name).start(() -> over.accept(why));
    }
  }

  boolean isFollowing() {
    return following;
  }

  /** Whether no more lines will come. */
  boolean isOver() {
    return ended;
  }

  /** Where in the output the last line ended. */
  long heardTo() {
    return heardTo;
  }

  /** How long the last line was that could not be taken whole. */
  long tooLong() {
    return tooLong;
  }

  /** The first line that was no message; null when there was none. */
  @Nullable String rubbish() {
    return rubbish;
  }

  /** Why the output could not be read; null when it could. */
  @Nullable String failure() {
    return failure;
  }
}
