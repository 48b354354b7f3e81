package dev.agentpool.tmp; public final class Tbench { private Tbench() {} }
