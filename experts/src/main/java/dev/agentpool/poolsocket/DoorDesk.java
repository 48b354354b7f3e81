package dev.agentpool.poolsocket;

import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.function.Consumer;

/** What is behind a pool's socket. Thread-safe. */
public interface DoorDesk {
  /**
   * Called before anything but tools is had here.
   *
   * @param channel by which the process at its other end can be found out
   * @throws DoorRefused when that one may not have it
   */
  void admit(SocketChannel channel, String method) throws DoorRefused;

  PoolStatus status();

  /** Called once the answer is with whoever asked; the door closes itself after it. */
  void stop();

  /** From now on, until it is closed, each event is told; the hearer never waits. */
  AutoCloseable subscribe(Consumer<PoolEvent> hears);

  /**
   * Tools of a role or an expert, spoken for by MCP. Ours: the old program served them itself.
   *
   * @param channel by which the process at its other end can be found out
   * @throws DoorRefused when who asks may not speak as that one
   */
  Talk mcp(SocketChannel channel, Speaker as) throws DoorRefused;

  /**
   * Who wants to use tools.
   *
   * @param name of an expert or a role
   * @param token of the session that asks; empty outside of one
   */
  record Speaker(String name, String token) {}

  /** A conversation by messages of JSON-RPC, a line each. */
  interface Talk {
    /** The answer's line; empty when there is none to give. Several may be asked at once. */
    Optional<String> answer(String line);
  }

  /** What cannot be had; the message says why. */
  final class DoorRefused extends Exception {
    private static final long serialVersionUID = 1L;

    public DoorRefused(String why) {
      super(why);
    }
  }
}
