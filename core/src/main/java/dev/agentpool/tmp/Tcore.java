package dev.agentpool.tmp; public final class Tcore { private Tcore() {} }
