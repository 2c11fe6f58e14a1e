"""Generic words of Japanese and Korean company names in English, and houses known by a Latin name.

For proposals only (:mod:`vcs_check.origin.readings`). Those of Chinese names are in
:mod:`vcs_check.origin.han`.
"""

from __future__ import annotations

from typing import Final

KANA: Final = {
    "エレクトロニクス": "electronics", "エレクトロニック": "electronics",
    "エレクトリック": "electric",
    "テクノロジーズ": "technology", "テクノロジー": "technology", "テクノロジ": "technology",
    "システムズ": "system", "システム": "system", "セミコンダクターズ": "semiconductor",
    "セミコンダクター": "semiconductor", "セミコンダクタ": "semiconductor",
    "オートモーティブ": "automotive", "オートモティブ": "automotive",
    "コミュニケーションズ": "communication", "コミュニケーション": "communication",
    "ソリューションズ": "solution", "ソリューション": "solution", "ネットワークス": "network",
    "ネットワーク": "network", "ジャパン": "japan", "コーポレーション": "",
    "ホールディングス": "holding",
    "ホールディング": "holding", "グループ": "group", "インターナショナル": "international",
    "エンジニアリング": "engineering", "デバイス": "device", "モーターズ": "motors",
    "モーター": "motors", "ソフトウェア": "software", "ソフトウエア": "software", "テレコム":
    "telecommunication", "センサー": "sensor", "ワイヤレス": "wireless", "モバイル": "mobile",
    "マイクロ": "micro", "インダストリーズ": "industry", "インダストリー": "industry",
    "サービス": "service", "カンパニー": "", "リミテッド": "", "ラボラトリーズ": "laboratory",
}  # fmt: skip

HANGUL: Final = {
    "전자": "electronics", "전기": "electric", "반도체": "semiconductor", "자동차": "motors",
    "통신": "communication", "텔레콤": "telecommunication", "기술": "technology",
    "테크놀로지": "technology", "테크": "technology", "시스템즈": "system", "시스템": "system",
    "시스템스": "system", "산업": "industry", "공업": "industry", "정밀": "precision",
    "오토모티브": "automotive", "오토": "automotive", "소프트웨어": "software", "소프트": "soft",
    "홀딩스": "holding", "그룹": "group", "네트웍스": "network", "네트워크": "network",
    "이노텍": "innotek", "디스플레이": "display", "모비스": "mobis", "에너지": "energy",
    "솔루션": "solution", "솔루션즈": "solution", "화학": "chemical", "중공업": "heavy industry",
    "삼성": "samsung", "현대": "hyundai", "기아": "kia", "엘지": "lg", "에스케이": "sk",
    "하이닉스": "hynix", "한화": "hanwha", "한국": "korea", "만도": "mando", "두산": "doosan",
    "롯데": "lotte", "쌍용": "ssangyong", "대우": "daewoo", "포스코": "posco", "한온": "hanon",
    "위니아": "winia", "서울": "seoul", "코리아": "korea",
}  # fmt: skip
"""Houses stand with the Latin name that they use themselves, which no table of sounds gives."""
