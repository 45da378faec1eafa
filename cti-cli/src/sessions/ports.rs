//! The ports of a CTI server.

/// The ports of sides A and B of the first instance.
const FIRST: [u16; 2] = [42_027, 43_027];

/// How much higher those of each further instance are (Cisco TechNote 200960, on the port ranges of
/// Peripheral Gateways). It names no last instance; from the 25th on, those of side A would be those
/// of side B.
const DISTANCE: u16 = 40;
const INSTANCES: u16 = 25;

/// Whether a port is one of those given or, if none are, of those that servers have by default.
pub(super) fn is_server(port: u16, given: &[u16]) -> bool {
    if !given.is_empty() {
        return given.contains(&port);
    }
    FIRST.iter().any(|first| {
        port.checked_sub(*first)
            .is_some_and(|above| above % DISTANCE == 0 && above / DISTANCE < INSTANCES)
    })
}

#[cfg(test)]
mod tests {
    use super::is_server;

    #[test]
    fn ports_are_those_of_all_instances_or_those_given() {
        for port in [42_027, 42_067, 42_987, 43_027, 43_067, 43_987] {
            assert!(is_server(port, &[]), "{port}");
        }
        for port in [0, 42_026, 42_028, 42_047, 43_026, 44_027, 65_535] {
            assert!(!is_server(port, &[]), "{port}");
        }
        assert!(is_server(7, &[5, 7]));
        assert!(!is_server(42_027, &[5, 7]));
    }
}
