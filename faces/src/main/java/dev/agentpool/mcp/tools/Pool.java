package dev.agentpool.mcp.tools;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.AgentSources;
import dev.agentpool.engine.Engine;
import dev.agentpool.inside.Acting;
import dev.agentpool.operation.Asking;
import dev.agentpool.operation.House;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.TaskId;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The pool that a desk is for. Its files are looked at again with each use.
 *
 * @param guest whether its client came over the network
 * @param agents where else this client's agents lie
 * @param lockdown whether no agent's words are told to this client by the control plane's tools
 * @param coordinator this connection, to tell whose live sessions are whose
 */
record Pool(
    McpParts parts,
    Path directory,
    boolean guest,
    AgentSources agents,
    boolean lockdown,
    String coordinator) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 6;

  /** That of a client which has just come. */
  Pool(McpParts parts, Path directory, boolean guest, AgentSources agents, boolean lockdown) {
    this(parts, directory, guest, agents, lockdown, newCoordinator());
  }

  private static String newCoordinator() {
    byte[] number = new byte[BYTES];
    RANDOM.nextBytes(number);
    return "coord_" + HexFormat.of().formatHex(number);
  }

  PoolConfig config() {
    return Acting.insider()
        .map(insider -> parts.gate().callers().poolOf(insider, directory.toString()))
        .orElseGet(() -> parts.house().projects().open(directory.toString()));
  }

  /** For who only looks: also when its files cannot be used now, while it runs. */
  PoolConfig standing() {
    return Acting.insider()
        .map(insider -> parts.gate().callers().poolOf(insider, directory.toString()))
        .orElseGet(() -> parts.house().projects().standing(directory.toString()));
  }

  PoolId id() {
    return standing().id();
  }

  Engine engine() {
    return parts.engine();
  }

  /** Asks without a call of a tool, and only looks. */
  Asking asking() {
    return new Asked(parts.house(), standing());
  }

  private record Asked(House house, PoolConfig pool) implements Asking {
    @Override
    public PoolConfig pool(PoolId id) {
      return Call.own(pool, id);
    }

    @Override
    public TaskId task(String id) {
      return Call.own(engine(), pool, id);
    }
  }
}
