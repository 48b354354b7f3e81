package dev.agentpool.tmp; public final class Ttestkit { private Ttestkit() {} }
