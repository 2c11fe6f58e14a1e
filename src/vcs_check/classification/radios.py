"""Radio technologies by what they do: physics, not law.

Bands in MHz stand in ``knowledge``; here only the side of them that definitions need.
"""

from __future__ import annotations

from typing import Final

from vcs_check.inventory.vocabulary import Radio

TWO_WAY: Final = frozenset(
    {
        Radio.CELLULAR,
        Radio.WIFI,
        Radio.BLUETOOTH,
        Radio.V2X,
        Radio.SATELLITE,
        Radio.OTHER_WIRELESS,
    }
)
"""Two-way communication above 450 MHz; *other wireless* may be declared to be below."""
RECEIVE_ONLY: Final = frozenset({Radio.GNSS, Radio.AM_FM, Radio.DAB, Radio.SATELLITE_RADIO})
RECEIVE_ONLY_ABOVE_450_MHZ: Final = frozenset({Radio.GNSS, Radio.SATELLITE_RADIO})
LOW_BAND: Final = frozenset({Radio.NFC, Radio.IMMOBILIZER, Radio.WIRELESS_CHARGING})
"""Never above 450 MHz."""
BAND_UNKNOWN: Final = frozenset({Radio.TPMS, Radio.KEYLESS})
"""On either side of 450 MHz, by model: 315/433 or 868/902 MHz or Bluetooth."""
SENSING: Final = frozenset({Radio.RADAR, Radio.LIDAR, Radio.CAMERA, Radio.ULTRASONIC})
SENSING_WITHOUT_RADIO: Final = frozenset({Radio.LIDAR, Radio.CAMERA, Radio.ULTRASONIC})
