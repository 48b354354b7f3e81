package dev.agentpool.provider.turn;

import dev.agentpool.process.Child;
import dev.agentpool.process.OutputListener;
import dev.agentpool.protocol.Json;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The lines of one process on their way to who understands them; remembers what was none of the
 * protocol's.
 */
public final class AgentLines {
  private static final int SHOWN = 200;
  private final Ear ear;
  private volatile boolean following;
  private volatile boolean ended;
  private volatile long heardTo;
  private volatile @Nullable String rubbish;
  private volatile @Nullable String failure;

  /** Who hears them. Called on the tail thread, which must not wait there; in order. */
  public interface Ear {
    void heard(JsonNode message);

    /**
     * A line was too long to be taken whole; what is left of it, when it is still a message, comes
     * next.
     *
     * @param left null when it is none
     */
    void cut(long bytes, @Nullable JsonNode left);

    /**
     * The output is over. Called on a thread of its own.
     *
     * @param unreadable why agentpool could not read it to its end; null when it could
     */
    void over(@Nullable String unreadable);
  }

  public AgentLines(Ear ear) {
    this.ear = ear;
  }

  public void follow(Child child, long offset) {
    following = true;
    child.follow(offset, new Follower(child.folder().getFileName().toString()));
  }

  private final class Follower implements OutputListener {
    private final String name;

    Follower(String name) {
      this.name = name;
    }

    @Override
    public void line(String line, long endOffset) {
      heardTo = endOffset;
      Optional<JsonNode> message = Json.parse(line);
      if (message.isPresent()) {
        ear.heard(message.get());
      } else if (rubbish == null) {
        rubbish = line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
      }
    }

    @Override
    public void oversized(long bytes, String shorter, long endOffset) {
      heardTo = endOffset;
      Optional<JsonNode> left = Json.parse(shorter);
      ear.cut(bytes, left.orElse(null));
      left.ifPresent(ear::heard);
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
      Thread.ofVirtual().name("ended-" + name).start(() -> ear.over(why));
    }
  }

  public boolean isFollowing() {
    return following;
  }

  /** Whether no more lines will come. */
  public boolean isOver() {
    return ended;
  }

  /** Where in the output the last line ended. */
  public long heardTo() {
    return heardTo;
  }

  /** The first line that was no message; null when there was none. */
  public @Nullable String rubbish() {
    return rubbish;
  }

  /** Why the output could not be read; null when it could. */
  public @Nullable String failure() {
    return failure;
  }
}
