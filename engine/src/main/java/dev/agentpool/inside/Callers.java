package dev.agentpool.inside;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.node.Node;
import dev.agentpool.node.session.SessionPlace;
import dev.agentpool.node.token.SlotTokens;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.pool.SlotName;
import dev.agentpool.process.Peer;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells callers apart, by two things that do not depend on each other: the token in a session's
 * environment, and the process at the other end. Where they contradict each other the caller is a
 * stranger; without either, only who is in no session is a person. So a token can only take rights
 * away, and leaving it out gives none. Thread-safe.
 */
public final class Callers {
  private final Node node;
  private final Ledger ledger;
  private final SlotTokens tokens;

  /**
   * @param ledger the whole one
   */
  public Callers(Node node, Ledger ledger, SlotTokens tokens) {
    this.node = node;
    this.ledger = ledger;
    this.tokens = tokens;
  }

  /** The way by which somebody came in. */
  public enum Door {
    /** The daemon's own sockets. */
    MAIN,
    /** The sockets that sessions are shown: nobody there is a person. */
    INSIDE
  }

  /** Who it is now; to be asked anew for each request, since tasks and sessions end. */
  public Caller who(Peer peer, Door door, @Nullable String token) {
    Optional<String> named = Optional.empty();
    if (token != null && !token.isBlank()) {
      named = tokens.session(token.strip());
      if (named.isEmpty()) {
        return new Caller.Stranger("its " + SlotTokens.VARIABLE + " is not one of this daemon's");
      }
    }
    return switch (peer) {
      case Peer.Unclear(String why) -> new Caller.Stranger(why);
      case Peer.InSession(Path folder) ->
          named.isPresent() && !folder.endsWith(named.get())
              ? new Caller.Stranger("its " + SlotTokens.VARIABLE + " is that of another session")
              : inside(String.valueOf(folder.getFileName()));
      case Peer.Outside() -> {
        if (named.isPresent()) {
          yield inside(named.get());
        }
        yield door == Door.MAIN
            ? Caller.PERSON
            : new Caller.Stranger("it came by the door of sessions without " + SlotTokens.VARIABLE);
      }
    };
  }

  private Caller inside(String session) {
    Optional<SessionPlace> place = node.session(session);
    Optional<PoolConfig> pool = place.flatMap(found -> node.config(found.pool()));
    if (pool.isEmpty()) {
      return new Caller.Stranger("its session has ended");
    }
    SessionPlace found = place.get();
    return new Caller.Insider(
        pool.get(),
        found.slot(),
        found.task(),
        found.settings(),
        SlotName.of(found.slot()) instanceof SlotName.Coordinator);
  }

  /**
   * The pool that an insider means, wherever it stands: its own. Throws {@link Caller.Refused} when
   * it names the project of another one.
   */
  public PoolConfig poolOf(Caller.Insider insider, @Nullable String directory) {
    if (directory != null && isAnothers(insider.pool(), directory)) {
      throw new Caller.Refused(
          "this runs inside a task of pool "
              + insider.pool().name()
              + ": the pool of "
              + directory
              + " is another one, and not for it");
    }
    return insider.pool();
  }

  private boolean isAnothers(PoolConfig own, String directory) {
    Path named;
    try {
      named = Path.of(directory).toRealPath();
    } catch (IOException | InvalidPathException none) {
      return false;
    }
    return ledger.pools().stream()
        .filter(pool -> !pool.id().equals(own.id()))
        .map(PoolRecord::directory)
        .anyMatch(other -> named.equals(Path.of(other)));
  }
}
