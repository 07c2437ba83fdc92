/** Micro-benchmarks (JMH): {@code benchmarks/run jmh [pattern and options]}. */
package perihost.bench.jmh;
