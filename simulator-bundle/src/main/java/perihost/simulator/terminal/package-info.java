/** A SMARTRO payment terminal that is a program: written from the protocol's page, not from the driver. Source: docs/protocols/smartro.md. */
package perihost.simulator.terminal;
