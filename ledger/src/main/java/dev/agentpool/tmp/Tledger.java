package dev.agentpool.tmp; public final class Tledger { private Tledger() {} }
