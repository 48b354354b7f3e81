package dev.agentpool.pool;

/**
 * A pool as the ledger knows it. Slots and settings live in its {@code pool.toml}; the ledger keeps
 * what money and identity need.
 *
 * @param directory the project directory, absolute and real
 */
public record PoolRecord(PoolId id, String name, String directory, Caps caps) {}
